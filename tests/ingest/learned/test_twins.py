"""What numpy reads with is what torch fitted: encoder, tagger and scorer say the same of the same text."""

import json
from dataclasses import dataclass

import numpy as np
import pytest

from ingest.extract.knowledge import load_knowledge
from ingest.extract.passage import from_passage
from ingest.learned.candidates import KINDS, scenes, shapes
from ingest.learned.encoder import Encoder, Trunk, range_of, spans_of
from ingest.learned.layout import Layout, layout
from ingest.learned.networks import files, shelf
from ingest.learned.pieces import CLOSE, MASK, OPEN, UNKNOWN, WordPieces, cases, windows
from ingest.learned.scorer import Scorer
from ingest.learned.tagger import Tagger
from ingest.learned.tokens import segments, tokens
from ingest.learned.understood import understand
from ingest.learned.weights import save
from ingest.text.normalise import normalise

torch = pytest.importorskip("torch")
training = pytest.importorskip("ingest.training")
pytest.importorskip("sklearn")

WIDTH, INNER = 96, 128
VOCABULARY = ("[PAD]", UNKNOWN, OPEN, CLOSE, MASK, *"abcdefgh", *(f"##{sign}" for sign in "abcdefgh"), ".", ",")
TEXT = "Bad Cafe and the Hag of Dace. The ABC aDd a cage, Bede."


@pytest.fixture(scope="module", params=["zh", "en"])
def base(request):
    """Return a small base model of the shape of a language, with weights at random, as large as trained ones are."""
    from ingest.training.base import SHAPES, Base
    from ingest.training.bert import POSITIONS

    dice = np.random.default_rng(3)
    shapes = {
        "word.weight": (len(VOCABULARY), WIDTH),
        "pos.weight": (POSITIONS, WIDTH),
        "typ.weight": (2, WIDTH),
        "norm.weight": (WIDTH,),
        "norm.bias": (WIDTH,),
    }
    shape = SHAPES[request.param]
    for i in range(shape.shared + shape.scorer):
        part = f"layers.{i}."
        shapes |= {f"{part}{n}.weight": (WIDTH, WIDTH) for n in "qkvo"}
        shapes |= {f"{part}{n}.bias": (WIDTH,) for n in ("q", "k", "v", "o", "down")}
        shapes |= {f"{part}{n}.{what}": (WIDTH,) for n in ("n1", "n2") for what in ("weight", "bias")}
        shapes |= {f"{part}up.weight": (INNER, WIDTH), f"{part}up.bias": (INNER,), f"{part}down.weight": (WIDTH, INNER)}
    state = {name: (dice.standard_normal(shape) * 0.08).astype(np.float32) for name, shape in shapes.items()}
    for name in state:
        state[name] += name.endswith(("norm.weight", "n1.weight", "n2.weight"))
    return Base(request.param, VOCABULARY, state)


@pytest.fixture(scope="module")
def twin(base):
    """Return networks none of whose weights is nothing, which some are before the first lesson."""
    from ingest.training.networks import Networks

    torch.manual_seed(1)
    networks = Networks(base)
    for weight in networks.parameters():
        if weight.requires_grad:
            weight.data += 0.05 * torch.randn_like(weight)
    return networks.eval()


@pytest.fixture(scope="module")
def trunk(twin, base):
    """Return what numpy reads with below tagger and scorer."""
    return Trunk({**kept(twin.trunk), "heads": np.array([base.heads])}, kept(twin.trunk))


def kept(part):
    """Return the weights of a part as numpy reads with them: large matrices rounded, nothing else."""
    from ingest.learned.weights import LARGE, pack

    arrays = {name: value.detach().numpy() for name, value in part.state_dict().items()}
    for name, array in arrays.items():
        if array.ndim == 2 and array.size >= LARGE:
            whole, scale = pack(array)
            arrays[name] = whole * scale[:, None]
    return arrays


def test_the_fit_rounds_as_the_files_do_and_gradients_do_not_see_it(twin):
    from ingest.learned.weights import LARGE
    from ingest.training.bert import as_kept

    matrix = twin.scorer.cx.weight.detach().clone().requires_grad_()
    assert matrix.numel() >= LARGE
    rounded = as_kept(matrix)
    np.testing.assert_allclose(rounded.detach().numpy(), kept(twin.scorer)["cx.weight"], rtol=1e-5, atol=1e-7)
    assert not torch.equal(rounded, matrix)
    rounded.sum().backward()
    np.testing.assert_array_equal(matrix.grad.numpy(), 1)


def read(twin, windows, cases):
    """Return the trunk's hidden states of windows as torch gives them, and where they lie."""
    ids, starts = [window.ids for window in windows], [window.starts for window in windows]
    return twin.trunk.read(ids, starts, torch.from_numpy(cases)), spans_of(ids)


def test_hidden_states_of_windows_that_are_read_together(twin, trunk):
    text = " ".join([TEXT] * 30)
    spans = tokens(text)
    cut = windows(text, spans, segments(text, spans), WordPieces(VOCABULARY))
    assert len(cut) > 2
    with torch.no_grad():
        expected, at = read(twin, cut, cases(text, spans))
        above = twin.tagger(expected, at).numpy()
    states = trunk.read(cut, cases(text, spans))
    np.testing.assert_allclose(np.concatenate(states), expected.numpy(), atol=1e-4)
    found = Encoder(kept(twin.tagger), trunk.heads).above(states)
    np.testing.assert_allclose(np.concatenate(found), above, atol=1e-4)


def test_a_grown_layer_at_first_changes_next_to_nothing(base):
    from ingest.training.bert import Layers

    torch.manual_seed(2)
    run = Layers(base, 0, 1, grown=2).eval()
    plain = Layers(base, 0, 1).eval()
    x = torch.randn(40, WIDTH)
    with torch.no_grad():
        below, above = plain(x, [(0, 40)]), run(x, [(0, 40)])
    assert (above - below).square().mean().sqrt() < 0.1 * below.std()
    assert [len(layer.up.bias) for layer in run.layers] == [INNER, INNER // 2, INNER // 2]


def test_labels_and_kinds(twin, trunk):
    spans = tokens(TEXT)
    reader = Tagger(kept(twin.tagger), trunk, WordPieces(VOCABULARY))
    seen = reader.see(TEXT, spans, segments(TEXT, spans))
    (window,), (hidden,) = seen.windows, seen.hidden
    with torch.no_grad():
        states = twin.tagger(*read(twin, [window], cases(TEXT, spans)))
        labels = torch.log_softmax(twin.tagger.labels(states, window), 1).numpy()
        kinds = twin.tagger.kinds(states, window, [(0, 2), (4, 5)]).numpy()
        figures = twin.tagger.figures(states, window, [(1, 2), (3, 6)]).numpy()
    np.testing.assert_allclose(hidden, states.numpy(), atol=1e-4)
    np.testing.assert_allclose(seen.scores, labels, atol=1e-4)
    np.testing.assert_allclose(reader.figures(seen, [(1, 2), (3, 6)]), figures, atol=1e-4)
    told = reader.kinds(seen, [(0, 2), (4, 5)])
    of_kind = torch.log_softmax(torch.from_numpy(kinds[:, :-1]), 1).numpy()
    np.testing.assert_allclose([kind for kind, _ in told], of_kind, atol=1e-4)
    np.testing.assert_allclose([academician for _, academician in told], kinds[:, -1], atol=1e-4)


def test_how_a_word_is_written_changes_what_is_read(twin, trunk):
    reader = Tagger(kept(twin.tagger), trunk, WordPieces(VOCABULARY))
    small, large = (reader.see(text, [(0, 4)], [(0, 1)]).scores for text in ("cafe", "Cafe"))
    assert np.abs(small - large).max() > 1e-3


@dataclass(frozen=True)
class Laid:
    """A document as names and claims take it in."""

    text: str
    layout: Layout
    pieces: WordPieces

    def seen(self, reader):
        """Return what a tagger makes of it."""
        spans = tokens(self.text)
        return reader.see(self.text, spans, segments(self.text, spans))


def laid_out(text):
    """Return a document with the actors that rules find."""
    knowledge, document = load_knowledge(), from_passage({"id": "a", "text": text, "language": "en"})
    known = understand(document, normalise(text), knowledge, None)
    pieces = WordPieces(VOCABULARY)
    found = layout(text, scenes(known.frame, knowledge), shapes(knowledge), pieces, english=True)
    assert len(found.rows) > 1
    return Laid(text, found, pieces)


SHORT = "Tsinghua University signed an agreement with Peking University. Siemens AG is a member of the Hub Alliance."
LONG = f"{SHORT} {'It is a fad. ' * 200} {SHORT} {'A cage is bad. ' * 200} {SHORT}"
"""Three windows and more; at some of them no pair looks."""


@pytest.mark.parametrize("text", [SHORT, LONG])
def test_claims(twin, trunk, text):
    from ingest.training import scorer
    from ingest.training.bert import rows_of

    laid = laid_out(text).layout
    reader = Scorer(kept(twin.scorer), trunk)
    scores, kinds = reader.score(laid, {}), np.arange(len(laid.rows)) % len(KINDS)
    with torch.no_grad():
        shared, spans = read(twin, laid.windows, laid.cases)
        rows = rows_of(spans, [window.starts for window in laid.windows])
        states = twin.scorer(shared.index_add(0, rows, twin.scorer.marked(laid)), spans)[rows]
        inner, expected, alone = twin.scorer.pairs(states, laid, scorer.index(laid))
        statuses = torch.log_softmax(twin.scorer.statuses(inner, torch.from_numpy(kinds)), 1)
    np.testing.assert_allclose(scores.pairs, expected.numpy(), atol=1e-3)
    np.testing.assert_allclose(scores.lone, alone.numpy(), atol=1e-3)
    np.testing.assert_allclose(reader.statuses(scores.stages, kinds), statuses.numpy(), atol=1e-3)


@pytest.mark.parametrize("text", [SHORT, LONG])
def test_the_scorer_goes_on_from_what_the_trunk_has_read(twin, trunk, text):
    laid = laid_out(text)
    seen = laid.seen(Tagger(kept(twin.tagger), trunk, laid.pieces))
    shared = {range_of(window): states for window, states in zip(seen.windows, seen.shared, strict=True)}
    assert [range_of(window) for window in laid.layout.windows] == list(shared)
    reader = Scorer(kept(twin.scorer), trunk)
    alone = reader.score(laid.layout, {}).pairs
    np.testing.assert_allclose(reader.score(laid.layout, shared).pairs, alone, atol=1e-4)
    some = dict(list(shared.items())[::2])
    np.testing.assert_allclose(reader.score(laid.layout, some).pairs, alone, atol=1e-4)
    other = {place: states + 1 for place, states in shared.items()}
    assert np.abs(reader.score(laid.layout, other).pairs - alone).max() > 1e-3


def test_what_is_kept_of_networks_reads_as_they_do(twin, base, tmp_path):
    from ingest.training import torch_weights

    vocabulary, *parts = files("en")
    save(tmp_path, vocabulary, torch_weights.vocabulary(base), "nothing", "2026-01-01")
    for name, part in zip(parts, (twin.trunk, twin.tagger, twin.scorer), strict=True):
        save(tmp_path, name, torch_weights.own(part), "nothing", "2026-01-01")
    networks, missing = shelf(tmp_path, ["en"])
    assert missing == []
    read_by = networks.of("en")
    laid = laid_out(SHORT)
    assert read_by.pieces.vocabulary == VOCABULARY
    trunk = Trunk({**kept(twin.trunk), "heads": np.array([base.heads])}, kept(twin.trunk))
    whole = Scorer(kept(twin.scorer), trunk).score(laid.layout, {}).pairs
    rounded = read_by.scorer.score(laid.layout, {}).pairs
    assert np.corrcoef(whole.ravel(), rounded.ravel())[0, 1] > 0.99
    tagger = Tagger(kept(twin.tagger), trunk, laid.pieces)
    assert np.corrcoef(laid.seen(tagger).scores.ravel(), laid.seen(read_by.tagger).scores.ravel())[0, 1] > 0.99


def test_networks_go_on_from_what_was_kept(twin, base):
    from ingest.training import torch_weights
    from ingest.training.networks import Networks

    other = Networks(base)
    for own, part in ((other.trunk, twin.trunk), (other.tagger, twin.tagger), (other.scorer, twin.scorer)):
        torch_weights.begin(own, kept(part))
        for name, array in kept(part).items():
            np.testing.assert_array_equal(own.state_dict()[name], array, err_msg=name)


def test_passages_of_a_step_do_not_see_one_another(twin, tmp_path):
    from ingest.training.networks import Loss, unit
    from ingest.training.passages import load

    pieces, units = WordPieces(VOCABULARY), []
    names = [{"text": "Siemens AG", "kind": "Enterprise"}, {"text": "Hub Alliance", "kind": "Consortium"}]
    for text in (SHORT, LONG):
        passage = {"id": "a", "text": text, "language": "en", "mentions": names, "same": [], "claims": []}
        (tmp_path / "a.json").write_text(json.dumps({**passage, "policy": [], "quantities": [], "traps": []}))
        units.append(unit(load(tmp_path / "a.json"), load_knowledge(), pieces))
    loss = Loss(twin, np.random.default_rng(0), pieces.mask)
    with torch.no_grad():
        together = loss.read(units)
        alone = [loss.read([one]) for one in units]
    for number, states in enumerate(together[0]):
        np.testing.assert_allclose(states, alone[number][0][0], atol=1e-4)
    for states, own in zip(together[1], [*alone[0][1], *alone[1][1]], strict=True):
        np.testing.assert_allclose(states, own, atol=1e-4)

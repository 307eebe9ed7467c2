"""What numpy reads with is what torch fitted: encoder, tagger and scorer say the same of the same text."""

import numpy as np
import pytest

from ingest.extract.knowledge import load_knowledge
from ingest.extract.passage import from_passage
from ingest.learned.encoder import Encoder
from ingest.learned.pieces import CLOSE, MASK, OPEN, UNKNOWN, WordPieces, case_of
from ingest.learned.scorer import Scorer
from ingest.learned.tagger import Tagger
from ingest.learned.tokens import segments, tokens

torch = pytest.importorskip("torch")
training = pytest.importorskip("ingest.training")
pytest.importorskip("sklearn")

WIDTH, INNER = 96, 128
VOCABULARY = ("[PAD]", UNKNOWN, OPEN, CLOSE, MASK, *"abcdefgh", *(f"##{sign}" for sign in "abcdefgh"), ".", ",")
TEXT = "Bad Cafe and the Hag of Dace. The ABC aDd a cage, Bede."


@pytest.fixture(scope="module")
def base():
    """Return a small base model with weights at random, as large as trained ones are."""
    from ingest.training.base import LAYERS, Base
    from ingest.training.bert import POSITIONS

    dice = np.random.default_rng(3)
    shapes = {
        "word.weight": (len(VOCABULARY), WIDTH),
        "pos.weight": (POSITIONS, WIDTH),
        "typ.weight": (2, WIDTH),
        "norm.weight": (WIDTH,),
        "norm.bias": (WIDTH,),
    }
    for i in range(LAYERS):
        part = f"layers.{i}."
        shapes |= {f"{part}{n}.weight": (WIDTH, WIDTH) for n in "qkvo"}
        shapes |= {f"{part}{n}.bias": (WIDTH,) for n in ("q", "k", "v", "o", "down")}
        shapes |= {f"{part}{n}.{what}": (WIDTH,) for n in ("n1", "n2") for what in ("weight", "bias")}
        shapes |= {f"{part}up.weight": (INNER, WIDTH), f"{part}up.bias": (INNER,), f"{part}down.weight": (WIDTH, INNER)}
    state = {name: (dice.standard_normal(shape) * 0.08).astype(np.float32) for name, shape in shapes.items()}
    for name in state:
        state[name] += name.endswith(("norm.weight", "n1.weight", "n2.weight"))
    return Base("en", VOCABULARY, state)


def kept(model, base):
    """Return the weights of a network as numpy reads with them, not rounded."""
    state = {name: value.detach().numpy() for name, value in model.state_dict().items()}
    return {**state, "enc.heads": np.array([base.heads])}


def shaken(model):
    """Return a network none of whose weights is nothing, which some are before the first lesson."""
    torch.manual_seed(1)
    for weight in model.parameters():
        weight.data += 0.05 * torch.randn_like(weight)
    return model.eval()


def test_hidden_states(base):
    from ingest.training.bert import Bert

    ids = np.random.default_rng(4).integers(0, len(VOCABULARY), 60)
    twin = Bert(base).eval()
    with torch.no_grad():
        expected = twin(torch.from_numpy(ids)).numpy()
    weights = {f"enc.{name}": array for name, array in base.state.items()} | {"enc.heads": np.array([base.heads])}
    np.testing.assert_allclose(Encoder(weights).hidden(ids), expected, atol=1e-4)


def test_labels_and_kinds(base):
    from ingest.training import tagger

    twin, pieces = shaken(tagger.Tagger(base)), WordPieces(VOCABULARY)
    spans = tokens(TEXT)
    seen = Tagger(kept(twin, base), pieces).see(TEXT, spans, segments(TEXT, spans))
    ((window, hidden),) = seen.windows
    cases = torch.tensor([case_of(TEXT[start:end]) for start, end in spans])
    with torch.no_grad():
        states, scores = twin(torch.from_numpy(window.ids), window, cases)
        kinds = twin.kinds(states, window, [(0, 2), (4, 5)]).numpy()
        figures = twin.figures(states, window, [(1, 2), (3, 6)]).numpy()
    np.testing.assert_allclose(hidden, states.numpy(), atol=1e-4)
    np.testing.assert_allclose(seen.scores, torch.log_softmax(scores, 1).numpy(), atol=1e-4)
    np.testing.assert_allclose(Tagger(kept(twin, base), pieces).figures(seen, [(1, 2), (3, 6)]), figures, atol=1e-4)
    told = Tagger(kept(twin, base), pieces).kinds(seen, [(0, 2), (4, 5)])
    np.testing.assert_allclose([academician for _, academician in told], kinds[:, -1], atol=1e-4)


def test_how_a_word_is_written_changes_what_is_read(base):
    from ingest.training import tagger

    twin = shaken(tagger.Tagger(base))
    twin.case.weight.data *= 20
    reader = Tagger(kept(twin, base), WordPieces(VOCABULARY))
    small, large = (reader.see(text, [(0, 4)], [(0, 1)]).scores for text in ("cafe", "Cafe"))
    assert np.abs(small - large).max() > 1e-3


def test_claims(base):
    from ingest.learned.candidates import KINDS, scenes, shapes
    from ingest.learned.layout import layout
    from ingest.learned.understood import understand
    from ingest.text.normalise import normalise
    from ingest.training import scorer

    text = "Tsinghua University signed an agreement with Peking University. Siemens AG is a member of the Hub Alliance."
    knowledge, document = load_knowledge(), from_passage({"id": "a", "text": text, "language": "en"})
    known = understand(document, normalise(text), knowledge, None)
    laid = layout(text, scenes(known.frame, knowledge), shapes(knowledge), WordPieces(VOCABULARY), english=True)
    assert len(laid.rows) > 1
    twin = shaken(scorer.Scorer(base))
    reader = Scorer(kept(twin, base))
    scores, kinds = reader.score(laid), np.arange(len(laid.rows)) % len(KINDS)
    with torch.no_grad():
        inner, expected, alone = twin.pairs(twin.tokens(laid, None, 0), laid, scorer.index(laid))
        statuses = torch.log_softmax(twin.statuses(inner, torch.from_numpy(kinds)), 1)
    np.testing.assert_allclose(scores.pairs, expected.numpy(), atol=1e-3)
    np.testing.assert_allclose(scores.lone, alone.numpy(), atol=1e-3)
    np.testing.assert_allclose(reader.statuses(scores.stages, kinds), statuses.numpy(), atol=1e-3)

"""A user's own words and patterns work at once, without code."""

import pytest

from graph.errors import DocumentError
from ingest.extract.knowledge import load_knowledge
from ingest.extract.passage import from_passage
from ingest.extraction import extract


def kinds_of_names(text, knowledge):
    found = extract(from_passage({"text": text}), knowledge, reader="fast").mentions
    return {mention.name: mention.kind for mention in found if not mention.generic}


def test_a_word_of_the_users_folder_is_an_ending_at_once(tmp_path):
    (tmp_path / "mine.toml").write_text('[suffix.Platform]\nwords = "草种银行"\n', encoding="utf-8")

    assert kinds_of_names("代表团走进云岭草种银行。", load_knowledge(tmp_path))["云岭草种银行"] == "Platform"


def claims_of_a_form(tmp_path, form, text):
    """Return what a user's own pattern of cooperation reads."""
    (tmp_path / "form.toml").write_text(
        'kind = "COOPERATES_WITH"\n[accepts]\npartner = ["organisation"]\n'
        f'[[pattern]]\nid = "mine/form"\nform = "{form}"\nstatus = "signed"\n',
        encoding="utf-8",
    )
    claims = extract(from_passage({"text": text}), load_knowledge(tmp_path), reader="fast").claims
    return [(c.kind, c.names("partner"), c.status) for c in claims]


def test_a_pattern_of_the_users_folder_reads_a_claim(tmp_path):
    assert claims_of_a_form(tmp_path, "{partner}喜结连理", "云岭农业大学与青禾集团喜结连理。") == [
        ("COOPERATES_WITH", ("云岭农业大学", "青禾集团"), "signed")
    ]


def test_parts_of_a_form_are_numbered_as_one_likes(tmp_path):
    text = "云岭农业大学、青禾集团和云岭种业有限公司牵手白石学院。"

    claims = claims_of_a_form(tmp_path, "{partner1}牵手{partner2}", text)

    assert {name for _, partners, _ in claims for name in partners} >= {"云岭农业大学", "白石学院"}


def test_a_list_without_words_matches_nothing(tmp_path):
    (tmp_path / "nothing.toml").write_text('[nothing]\nwords = ""\n', encoding="utf-8")

    assert claims_of_a_form(tmp_path, "{partner}<nothing>", "云岭农业大学和青禾集团参会。") == []


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(DocumentError, match="there is no such folder"):
        load_knowledge(tmp_path / "nowhere")


def test_the_shipped_words_stay(tmp_path):
    (tmp_path / "mine.toml").write_text('[suffix.Platform]\nwords = "草种银行"\n', encoding="utf-8")

    assert "云岭农业大学" in kinds_of_names("云岭农业大学开会。", load_knowledge(tmp_path))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("words = [", id="no TOML"),
        pytest.param('[[pattern]]\nid = "x"\nform = "{partner}("\n', id="a pattern without a kind"),
        pytest.param(
            'kind = "COOPERATES_WITH"\n[[pattern]]\nid = "x"\nform = "{partner}"\n', id="a role that accepts nobody"
        ),
        pytest.param('kind = "NOPE"\n[[pattern]]\nid = "x"\nform = "a"\n', id="a kind that is none"),
        pytest.param(
            'kind = "COOPERATES_WITH"\n[accepts]\npartner = ["organisation"]\n'
            '[[pattern]]\nid = "x"\nform = "{partner}<nowhere>"\nstatus = "signed"\n',
            id="a list that is none",
        ),
        pytest.param("[suffix.Platform]\nwords = 7\n", id="words that are none"),
        pytest.param("[suffix.Platform]\nwords = [1, 2]\n", id="numbers for words"),
        pytest.param("pattern = 'x'\nkind = 'LEADS'\n", id="a pattern that is a word"),
        pytest.param(
            'kind = "COOPERATES_WITH"\n[accepts]\npartner = ["organisation"]\n'
            '[[pattern]]\nid = "x"\nform = "{partner}~99999999999999"\nstatus = "signed"\n',
            id="a reach without end",
        ),
        pytest.param("x = " + "[" * 5000, id="brackets without end"),
    ],
)
def test_a_broken_file_is_named(tmp_path, text):
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")

    with pytest.raises(DocumentError, match=r"mine\.toml"):
        load_knowledge(tmp_path)

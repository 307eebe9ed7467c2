import json
import re
from dataclasses import fields

import pytest

from graph.errors import QueryError, UsageError
from graph.ontology import ONTOLOGY
from graph.store.rewrite import for_bundled
from queries.header import Header, as_value, read_header, value_of
from queries.library import all_questions, find

GOOD = """// title: T
// title-zh: 题
// asks: A?
// asks-zh: 问？
// empty: E.
// empty-zh: 空。
// param: name (entity) who
// param: least (int, count, default 2) how many
// column: n (int, count)
// column: claims (list of str, claim ids)
// needs: bundled, neo4j
MATCH (n) RETURN 1 AS n, [] AS claims
"""


def test_a_header_says_all_that_a_page_shows():
    header = read_header("t", GOOD)

    assert (header.title, header.title_zh) == ("T", "题")
    assert [(p.name, p.type, p.unit, p.required, p.default) for p in header.params] == [
        ("name", "entity", None, True, None),
        ("least", "int", "count", False, 2),
    ]
    assert [(c.name, c.type, c.unit) for c in header.columns] == [
        ("n", "int", "count"),
        ("claims", "list of str", "claim ids"),
    ]


@pytest.mark.parametrize("key", ["title", "title-zh", "asks", "asks-zh", "empty", "empty-zh", "needs"])
def test_a_header_without_a_line_is_refused_by_name(key):
    text = re.sub(rf"// {key}: .*\n", "", GOOD, count=1)

    with pytest.raises(QueryError, match=f"// {key}:"):
        read_header("t", text)


@pytest.mark.parametrize("entry", ["n", "n (number)", "N (int)", "n int"])
def test_a_param_line_of_another_form_is_refused(entry):
    with pytest.raises(QueryError, match="param line"):
        read_header("t", GOOD.replace("name (entity) who", entry))


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("int", "two"),
        ("int", "-1"),
        ("int", str(2**63)),
        ("float", "x"),
        ("date", "2023-13-01"),
        ("date", "20231231"),
        ("bool", "maybe"),
    ],
)
def test_a_value_of_another_type_is_refused_with_an_example(type_, text):
    param = read_header("t", GOOD.replace("(entity)", f"({type_})")).params[0]

    with pytest.raises(QueryError, match="Write it like"):
        value_of(param, text, "t")


@pytest.mark.parametrize("text", ["[" * 2000, "[" * 102 + "1" + "]" * 102, '[{"a":' * 60 + "1" + "}]" * 60])
def test_a_value_of_lists_in_lists_without_end_is_one_line(text):
    with pytest.raises(UsageError, match="more than 100 deep") as told:
        as_value(text)

    assert len(str(told.value)) < 200


@pytest.mark.parametrize("text", ["[[[1]]]", "[" * 100 + "1" + "]" * 100])
def test_a_value_of_a_few_lists_in_lists_is_taken(text):
    assert as_value(text) == json.loads(text)


def test_brackets_in_double_quotes_are_text():
    assert (as_value("NaN"), as_value("Infinity")) == ("NaN", "Infinity")
    assert as_value('"' + "[" * 2000 + '"') == "[" * 2000


def test_a_word_is_one_of_those_that_the_header_lists():
    param = read_header("t", GOOD.replace("(entity) who", "(word) red, green or light_blue")).params[0]

    assert value_of(param, "light_blue", "t") == "light_blue"
    with pytest.raises(QueryError, match="name='or' is none of red, green or light_blue"):
        value_of(param, "or", "t")


@pytest.mark.parametrize(
    ("question", "words"), [("at_status", ONTOLOGY.statuses), ("platforms", ONTOLOGY.kinds["Platform"].subkinds)]
)
def test_the_words_that_a_question_takes_are_all_of_the_ontology(question, words):
    for word in words:
        assert value_of(find(question).header.params[0], word, question) == word


@pytest.mark.parametrize("question", all_questions(), ids=lambda question: question.name)
class TestEveryQuestion:
    def test_has_a_complete_header(self, question):
        optional = ("params", "example")
        assert all(getattr(question.header, field.name) for field in fields(Header) if field.name not in optional)

    def test_gives_an_example_of_every_parameter_that_it_requires(self, question):
        given = {key for key, _ in question.header.example}

        assert {param.name for param in question.header.params if param.required} <= given
        assert given <= {param.name for param in question.header.params}

    def test_has_no_form_that_the_bundled_server_needs_in_other_words(self, question):
        assert for_bundled(question.text) == question.text  # It is sent as it stands.

    def test_names_each_parameter_both_ways(self, question):
        body = "\n".join(line for line in question.text.splitlines() if not line.startswith("//"))

        # $rows is given to every question: how many rows are wanted.
        assert set(re.findall(r"\$(\w+)", body)) == {"rows"} | {param.name for param in question.header.params}
        assert all(param.says for param in question.header.params)

    def test_answers_claims_and_takes_no_name_that_the_answer_adds(self, question):
        names = [column.name for column in question.header.columns]

        assert names[-1] == "claims"
        assert not {"sentence", "source", "published"} & set(names)
        assert len(set(names)) == len(names)

    def test_puts_its_rows_in_order_asks_for_no_more_than_wanted_and_holds_no_date_logic(self, question):
        assert re.fullmatch(r"ORDER BY .+ LIMIT \$rows", question.text.splitlines()[-1])
        body = "\n".join(line for line in question.text.splitlines() if not line.startswith("//"))
        # A tie's history holds days as text; nothing is reckoned with them.
        assert not re.search(r"\b(date|datetime|duration)\s*\(", body.replace("date(t.said_on[", ""))

    def test_finds_names_by_their_index(self, question):
        body = "\n".join(line for line in question.text.splitlines() if not line.startswith("//"))
        for param in question.header.params:
            if param.type == "entity" and param.required:
                assert f"(:Alias {{id: ${param.name}}})-[:NAMES]->(" in body


def test_an_unknown_question_gets_the_names_that_look_like_it():
    with pytest.raises(QueryError, match="Did you mean partners"):
        find("partner")


@pytest.mark.parametrize(("typed", "said"), [("PARTNERS", "mean partners"), ("MATCH (n) RETURN n", "after --cypher")])
def test_what_is_no_name_of_a_question_gets_what_to_write(typed, said):
    with pytest.raises(QueryError, match=said):
        find(typed)

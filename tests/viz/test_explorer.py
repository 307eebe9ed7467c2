"""The explorer's page as text: whole, sealed, the same each time."""

import base64
import hashlib
import html.parser
import json
import os
import re
import shutil
import subprocess
import zlib
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from graph.network import Network, View
from graph.ontology import ONTOLOGY, Label
from tests.factories import a_network
from viz.explorer import explorer_page
from viz.palette import LINES, MARKS, STROKES, status_line
from viz.scene import Reading, scene_of

WEB = Path(__file__).parents[2] / "web"


def island(page):
    found = re.search(r'<script type="application/json" id="data" data-form="(\w+)"[^>]*>(.*?)</script>', page, re.S)
    form, text = found.groups()
    return json.loads(text) if form == "json" else unpacked(zlib.decompress(base64.b64decode(text)))


def unpacked(data):
    """Return what the bytes of a scene mean, columns as lists, read as the page reads them."""
    end = 4 + int.from_bytes(data[:4], "little")
    columns = data[end:]

    def column(place):
        size = place["bits"] // 8
        raw = columns[place["at"] : place["at"] + size * place["n"]]
        return raw, [int.from_bytes(raw[i : i + size], "little", signed=True) for i in range(0, len(raw), size)]

    def whole(value):
        match value:
            case {"bits": _}:
                return column(value)[1]
            case {"prefix": prefix, "hex": place}:
                return {"prefix": prefix, "width": 16, "text": column(place)[0].hex()}
            case {"utf16": place}:
                return column(place)[0].decode("utf-16-le")
            case dict():
                return {key: whole(item) for key, item in value.items()}
        return value

    return whole(json.loads(data[4:end]))


def test_the_bytes_of_a_scene_mean_the_same_as_its_text():
    network = a_network()
    # A hundred, so that columns are long enough to leave the text; signs beyond the basic plane among them.
    entities = [replace(network.entities[0], id=f"e{i:016x}", name=f"机构{i}𠮷") for i in range(100)]
    claims = [replace(network.claims[0], id=f"c{i:016x}", start=i * 1000, quote=f"第{i}句𠮷") for i in range(100)]
    scene = scene_of(replace(network, entities=(*network.entities, *entities), claims=(*network.claims, *claims)))

    assert unpacked(scene.to_bytes()) == json.loads(scene.to_json())
    assert b'"utf16"' in scene.to_bytes()
    assert b'"hex"' in scene.to_bytes()
    assert b'"bits":32' in scene.to_bytes()


@pytest.mark.parametrize("compress", [False, True], ids=["plain", "compressed"])
def test_every_tie_claim_and_sentence_is_in_the_page(compress):
    network = a_network()

    data = island(explorer_page(network, compress=compress))

    assert len(data["nodes"]["name"]) == len(network.entities)
    assert len(data["ties"]["kind"]) == len(network.ties)
    assert data["ties"]["claims"]["length"] == [len(tie.claims) for tie in network.ties]
    lengths, sentences, at = data["sentences"]["length"], [], 0
    for length in lengths:
        sentences.append(data["sentences"]["text"][at : at + length])
        at += length
    said = [sentences[s] for s in data["claims"]["sentence"]]
    assert said == [claim.quote for claim in network.claims]
    assert [sentences[s] for s in data["quantities"]["sentence"]] == [q.quote for q in network.quantities]


def test_parallel_ties_stay_apart():
    data = island(explorer_page(a_network()))

    ends = list(zip(data["ties"]["source"], data["ties"]["target"], strict=True))

    assert len(ends) == 9
    assert max(ends.count(pair) for pair in ends) == 2  # 青禾集团 leads and co-builds one centre


def test_what_was_damaged_is_in_the_page_in_both_languages():
    network = a_network()
    first = replace(network.documents[0], damage=(Label("略去页边批注。", "Comments in the margin left out."),))

    scene = scene_of(replace(network, documents=(first, *network.documents[1:])))

    assert scene.data["documents"]["damage"] == {"0": [["略去页边批注。", "Comments in the margin left out."]]}


def test_the_same_network_gives_the_same_bytes():
    assert explorer_page(a_network()) == explorer_page(a_network())


def test_the_policy_names_the_hash_of_the_only_script_and_style_and_allows_no_fetch():
    page = explorer_page(a_network())

    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page).group(1).replace("&#39;", "'")
    script = re.findall(r"<script>(.*?)</script>", page, re.S)
    style = re.findall(r"<style>(.*?)</style>", page, re.S)

    def named(text):
        return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    assert len(script) == len(style) == 1
    assert f"script-src '{named(script[0])}';" in policy
    assert f"style-src '{named(style[0])}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "connect-src" not in policy
    assert "unsafe" not in policy


def test_names_cannot_leave_the_island():
    evil = "</script><script>alert(1)</script><!--&\u2028\u2029"
    network = a_network()
    entity = replace(network.entities[0], name=evil)
    network = replace(network, entities=(entity, *network.entities[1:]))

    page = explorer_page(network, title=evil)

    class Count(html.parser.HTMLParser):
        scripts = 0

        def handle_starttag(self, tag, attrs):
            self.scripts += tag == "script"

    count = Count()
    count.feed(page)
    assert count.scripts == 2
    assert "alert(1)</script>" not in page
    assert island(page)["nodes"]["name"][0] == evil


def test_signs_beyond_the_basic_plane_do_not_shift_sentences():
    network = a_network()
    claims = (replace(network.claims[0], quote="𠮷野与青禾集团签约"), *network.claims[1:])

    data = scene_of(replace(network, claims=claims)).data

    assert data["sentences"]["length"][0] == 10  # nine signs, one of them two units in a browser


def test_those_whom_a_sentence_ties_stand_out_where_they_stand():
    network = a_network()
    claim = network.claims[0]
    one, two = claim.participants
    # 「𠮷野」 stands before, and is three units in a browser for two signs.
    quote = "𠮷野与青禾集团签约"
    ends = (replace(one, start=102, end=102), replace(two, start=103, end=107))
    claim = replace(claim, quote=quote, start=100, end=100 + len(quote), participants=ends)

    ends = scene_of(replace(network, claims=(claim, *network.claims[1:]))).data["claims"]["ends"]

    assert ends["items"][:8] == [0, 1, -1, -1, 0, 2, 4, 8]
    assert ends["length"][0] == 8


def test_a_sentence_that_two_claims_share_is_carried_once_and_each_says_where_its_quote_stands():
    network = a_network()
    one, two = network.claims[:2]
    # 「𠮷」 is two units in a browser.
    one = replace(one, before="𠮷野与", quote="青禾集团签约", after="，后解除。")
    two = replace(two, before="𠮷野与青禾集团签约，", quote="后解除", after="。")
    figure = replace(network.quantities[0], before="𠮷野与青禾", quote="集团", after="签约，后解除。")
    quantities = (figure, *network.quantities[1:])

    data = scene_of(replace(network, claims=(one, two, *network.claims[2:]), quantities=quantities)).data

    assert data["sentences"]["text"].startswith("𠮷野与青禾集团签约，后解除。")
    assert data["sentences"]["text"].count("后解除") == 1
    assert data["claims"]["sentence"][:2] == [0, 0]
    assert [data["claims"][key][:2] for key in ("from", "to")] == [[4, 11], [10, 14]]
    assert [data["quantities"][key][0] for key in ("sentence", "from", "to")] == [0, 6, 8]


def test_those_whom_a_sentence_names_beside_the_quote_stand_out_but_not_where_it_is_cut():
    network = a_network()
    claim = network.claims[0]
    one, two = claim.participants
    quote, before, after = "签约", "…与青禾集团", "，云岭大学…"
    at = {"start": 100, "end": 102, "quote": quote, "before": before, "after": after}
    ends = (replace(one, start=96, end=100), replace(two, start=103, end=107))
    beyond = (replace(one, start=94, end=96), replace(two, start=105, end=109))

    def places(participants):
        whole = replace(claim, participants=participants, **at)
        return scene_of(replace(network, claims=(whole, *network.claims[1:]))).data["claims"]["ends"]["items"][:8]

    sentence = before + quote + after
    first, second = sentence.index("青禾集团"), sentence.index("云岭大学")
    assert places(ends) == [0, 1, first, first + 4, 0, 2, second, second + 4]
    assert places(beyond) == [0, 1, -1, -1, 0, 2, -1, -1]


def test_a_network_from_tables_needs_no_evidence():
    entities = pd.DataFrame({"id": ["a", "b"], "name": ["甲", "乙"], "kind": ["Guild", "University"]})
    ties = pd.DataFrame({"source": ["a"], "target": ["b"], "kind": ["KNOWS"]})

    data = island(explorer_page(Network.from_tables(entities, ties, directed=False)))

    assert data["nodes"]["id"] == ["a", "b"]
    assert data["vocabulary"]["kinds"][0]["label"] == ["Guild", "Guild"]
    assert data["ties"]["claims"] == {"items": [], "length": [0]}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_plain_title_is_in_the_page_in_both_languages_and_a_given_one_as_it_is(language):
    plain, given = explorer_page(a_network(), language=language), explorer_page(a_network(), title="青城市网络")

    assert island(plain)["title"] == ["创新网络", "Innovation network"]
    assert re.search("<title>(.*)</title>", plain).group(1) == {"zh": "创新网络", "en": "Innovation network"}[language]
    assert island(given)["title"] == ["青城市网络", "青城市网络"]


def test_an_empty_network_has_a_page():
    assert island(explorer_page(Network()))["nodes"]["name"] == []


def test_characters_with_several_readings_keep_them():
    network = a_network()
    entity = replace(network.entities[0], name="重庆大学", names=())

    pinyin = scene_of(replace(network, entities=(entity, *network.entities[1:]))).data["pinyin"]

    assert {"zhong", "chong"} <= set(pinyin["重"].split())


def test_the_page_knows_the_traditional_characters_of_its_names():
    network = a_network()
    entity = replace(network.entities[0], name="国家學院", names=())

    data = scene_of(replace(network, entities=(entity, *network.entities[1:]))).data

    assert (data["simple"]["國"], data["simple"]["學"]) == ("国", "学")
    assert "龍" not in data["simple"]  # no name has it
    assert data["pinyin"]["学"] == "xue"  # by which 學 is heard


def test_what_a_view_left_out_is_carried_in_the_words_of_both_languages():
    left_out = {"undated documents": 3, "ties planned": 2, "claims to review": 1}

    data = scene_of(replace(a_network(), view=View(left_out=left_out))).data

    assert data["view"]["left_out"] == [
        ["把握不足、待审核的陈述", "claims not sure enough to show, waiting for review", 1],
        ["状态为“拟议”的联系", "ties planned", 2],
        ["没有日期的文件", "undated documents", 3],
    ]


def test_readings_are_listed_in_the_page():
    data = island(
        explorer_page(a_network(), readings=[Reading("已签约", "签了、未运行的", {"no-status": "operating"})])
    )

    assert data["readings"] == [{"name": "已签约", "text": "签了、未运行的", "state": {"no-status": "operating"}}]


def test_every_kind_and_status_group_has_a_look_of_its_own():
    assert set(MARKS) == set(ONTOLOGY.kinds)
    assert set(LINES) == set(ONTOLOGY.groups)
    assert len({mark.shape for mark in MARKS.values()}) == len(MARKS)
    assert len({line.dash for line in LINES.values()}) == len(LINES)


def test_only_what_exists_is_a_solid_line():
    assert [group for group, line in LINES.items() if not line.dash] == ["existing"]


def test_all_statuses_are_told_apart_without_colour():
    assert set(STROKES) == set(ONTOLOGY.statuses)
    assert len({dash for dash, _ in STROKES.values()}) == len(STROKES)
    assert [status for status, (dash, _) in STROKES.items() if not dash] == ["operating"]
    shares = {status: sum(dash[::2]) / sum(dash) for status, (dash, _) in STROKES.items() if dash}
    # The less there is of a tie, the less ink: what is only meant is mostly gap, what is under way mostly stroke.
    assert max(shares["planned"], shares["promoting"], shares["ended"]) < 0.5
    assert min(shares["signed"], shares["building"], shares["approved"]) > 0.5


def test_a_status_that_the_ontology_does_not_know_has_the_line_of_its_group():
    assert status_line("dreamt", "unknown").dash


def test_the_scene_says_how_each_status_is_drawn():
    statuses = scene_of(a_network()).data["vocabulary"]["statuses"]

    assert {s["key"]: (tuple(s["dash"]), s["width"]) for s in statuses} == STROKES


def test_the_script_and_style_are_small():
    assets = WEB.parent / "viz" / "assets"

    assert sum((assets / name).stat().st_size for name in ("explorer.js", "explorer.css")) <= 150_000


def test_the_committed_bundle_is_what_its_sources_build(tmp_path):
    esbuild = WEB / "node_modules" / ".bin" / "esbuild"
    if not esbuild.exists():
        pytest.skip("web/node_modules is missing: run `npm ci` in web/ to compare the bundle (CI always does)")
    shutil.copytree(WEB / "src", tmp_path / "web" / "src")
    shutil.copy(WEB / "tsconfig.json", tmp_path / "web")
    build = json.loads((WEB / "package.json").read_text())["scripts"]["build"]
    (tmp_path / "viz" / "assets").mkdir(parents=True)

    env = os.environ | {"PATH": f"{esbuild.parent}:{os.environ['PATH']}"}
    subprocess.run(build, shell=True, cwd=tmp_path / "web", env=env, check=True, capture_output=True)

    for name in ("explorer.js", "explorer.css"):
        built = (tmp_path / "viz" / "assets" / name).read_bytes()
        assert built == (WEB.parent / "viz" / "assets" / name).read_bytes(), f"{name}: run `npm run build` in web/"

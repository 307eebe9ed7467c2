"""An interactive console for Cypher: statements, named questions, completion, history.

innonet> partners name=CAAS                 a question of the library
innonet> MATCH (n:Actor)                    a statement; it goes on until a line that ends with ;
     ...> RETURN n.name LIMIT 5;
innonet> :help
"""

import contextlib
import shlex
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from graph.errors import InnonetError, UsageError
from graph.files import write
from graph.network import Network
from graph.store.guard import MOST_ROWS, check
from graph.store.model import LABELS, PROPERTIES, TYPES
from graph.store.statement import OPENING
from graph.store.store import Store
from innonet.hints import misspelt
from innonet.tables import written
from queries.answer import Answer
from queries.header import as_value, once
from queries.library import all_questions, find
from queries.run import answer, answer_text

WORDS = ("MATCH", "OPTIONAL MATCH", "WHERE", "WITH", "RETURN", "ORDER BY", "LIMIT", "SKIP", "UNWIND", "DISTINCT",
         "EXISTS", "COUNT", "COLLECT", "CASE", "WHEN", "THEN", "ELSE", "END", "STARTS WITH", "CONTAINS", "IS NOT NULL",
         "shortestPath")  # fmt: skip
COMMANDS = {
    ":help": "this list",
    ":questions": "the questions of the library",
    ":schema": "labels, types and how many there are of each",
    ":rows N": "how many rows an answer shows",
    ":set KEY=VALUE": "give a parameter to the statements that follow; :set alone shows them",
    ":explain STATEMENT": "what the server's planner says, without running it",
    ":save FILE": "the last answer as csv or json, by suffix",
    ":quit": "leave; so does Ctrl-D. Ctrl-C drops the statement that runs",
}
LEAVE = (":quit", ":q", ":exit", "quit", "exit")
Say = Callable[[str], Any]


class Console:
    """One sitting at a store.

    Parameters
    ----------
    store, network
        The view that is asked.
    say : callable
        Takes each line of what a person reads.
    rows : int
        Rows that an answer shows, until :rows says otherwise.
    language : str
        zh or en: why an answer is empty, what questions ask.
    width : int
        Of tables, in columns.
    """

    def __init__(
        self, store: Store, network: Network, say: Say, *, rows: int, language: str = "en", width: int = 120
    ) -> None:
        self.store, self.network, self.say = store, network, say
        self.rows, self.language, self.width = rows, language, width
        self.params: dict[str, Any] = {}
        self.last: Answer | None = None

    def do(self, line: str) -> bool:
        """Do what one entry says; return whether to go on. Errors are said in one line, and it goes on."""
        text = line.strip().rstrip(";").strip()
        try:
            if text in LEAVE:
                return False
            if text.startswith(":") or text == "help":
                self._command(text)
            elif text:
                self._show(self._ask(text), text)
        except InnonetError as error:
            self.say(str(error))
        except KeyboardInterrupt:
            self.say("dropped; the server ends it by its own limit.")
        return True

    def complete(self, text: str) -> list[str]:
        """Return what `text`, the word before the cursor, may become."""
        if text.startswith(":"):
            return [command.split()[0] for command in COMMANDS if command.startswith(text)]
        words = [*(question.name for question in all_questions()), *sorted(LABELS), *sorted(TYPES), *PROPERTIES, *WORDS]
        stem = text.rpartition(":")[2].rpartition(".")[2]
        before = text[: len(text) - len(stem)]
        exact = [word for word in words if stem and word.startswith(stem)]
        found = exact or [word for word in words if stem and word.lower().startswith(stem.lower())]
        if len(stem) > 1 and not before:
            found += [name for entity in self.network.entities for name in entity.aliases if name.startswith(stem)][:20]
        return [before + word for word in dict.fromkeys(found)]

    def _ask(self, line: str) -> Answer:
        head, *rest = line.split(None, 1)
        if any(question.name == head for question in all_questions()):
            given = once(map(self._pair, _parts(rest[0] if rest else "")))
            known = {param.name for param in find(head).header.params}
            kept = {key: value for key, value in self.params.items() if key in known}
            return answer(head, self.store, self.network, kept | given, limit=self.rows)
        if _names_a_question(head):
            find(head)  # which says what it may have been
        return answer_text(line, self.store, self.params, limit=self.rows)

    def _show(self, told: Answer, text: str) -> None:
        self.last = told
        for typed, name in told.read_as.items():
            self.say(f"read {typed} as {name}")
        if hint := misspelt(text, self.language):
            self.say(hint)
        if not told.rows:
            self.say(told.why_empty(self.language))
            return
        shown = written(
            told.columns, told.rows, "table", network=self.network, width=self.width, language=self.language
        )
        self.say(shown.rstrip("\n"))
        self.say(
            f"{len(told.rows)} row{'s' * (len(told.rows) != 1)}"
            + (", and more; :rows N shows them." if told.cut else "")
        )

    def _command(self, line: str) -> None:
        name, _, rest = line.partition(" ")
        match name:
            case ":help" | "help":
                for command, meaning in COMMANDS.items():
                    self.say(f"  {command:20} {meaning}")
            case ":questions":
                for question in all_questions():
                    takes = " ".join(param.name + "=" for param in question.header.params)
                    self.say(f"  {question.name:22} {question.title(self.language)}  {takes}".rstrip())
            case ":schema":
                self._schema()
            case ":set":
                if rest:
                    key, value = self._pair(rest)
                    self.params[key] = as_value(value)
                self.say(
                    ", ".join(f"{key}={value!r}" for key, value in sorted(self.params.items())) or "nothing is set."
                )
            case ":rows":
                if not rest.strip().isdecimal() or len(rest.strip()) > 9 or not 1 <= int(rest) <= MOST_ROWS:
                    raise UsageError(f":rows {rest}: write a number of rows up to {MOST_ROWS}, such as :rows 10000.")
                self.rows = int(rest)
                self.say(f"an answer shows {self.rows} rows.")
            case ":explain":
                check(rest)  # what would be refused is refused here
                operators = self.store.explain(rest, self.params)["operators"]
                told = " <- ".join(operators) if self.store.dialect == "neo4j" else ""
                self.say(told or "this server tells no operators; it accepts the statement.")
            case ":save":
                self._save(rest.strip())
            case _:
                raise UsageError(f"{name}: no such command. :help lists them.")

    def _schema(self) -> None:
        counts = self.store.run("MATCH (n) UNWIND labels(n) AS l RETURN l, count(*) AS n ORDER BY n DESC, l").rows
        ties = self.store.run("MATCH ()-[t]->() RETURN type(t) AS t, count(*) AS n ORDER BY n DESC, t").rows
        for text, number in [(f"(:{label})", n) for label, n in counts] + [(f"-[:{type_}]-", n) for type_, n in ties]:
            self.say(f"  {text:28} {number:>8}")

    def _save(self, place: str) -> None:
        if self.last is None:
            raise UsageError("Nothing has been answered yet.")
        path = Path(place).expanduser()
        if path.suffix not in (".csv", ".json"):
            raise UsageError(f":save {place}: write FILE.csv or FILE.json.")
        text = written(self.last.columns, self.last.rows, path.suffix[1:], network=self.network)
        self.say(f"wrote {write(path, text.encode('utf-8', 'replace'))}")

    @staticmethod
    def _pair(text: str) -> tuple[str, str]:
        key, equals, value = text.partition("=")
        if not equals or not key:
            raise UsageError(f"{text!r}: write KEY=VALUE; a value with blanks stands in quotes.")
        return key, value


def entries(read: Callable[[str], str], say: Say) -> Iterator[str]:
    """Yield entries until the input ends: a command or a question is one line, a statement ends with `;`.

    A command works in the middle of a statement too, which then goes on; what leaves the console drops it and says so.
    A statement that the input ends in is yielded as if its `;` stood there.
    """
    pending = ""
    while True:
        try:
            line = read("    ...> " if pending else "innonet> ")
        except KeyboardInterrupt:
            pending = ""
            say("")  # the next prompt begins a line
            continue
        except EOFError:
            if pending:
                yield pending
            return
        if pending and line.strip().rstrip(";") in LEAVE:
            say(f"not run, as no ; ended it: {' '.join(pending.split())}")
        if _at_once(line, begun=bool(pending)):
            yield line
            continue
        pending = f"{pending}\n{line}" if pending else line
        if not pending.strip() or pending.rstrip().endswith(";"):
            yield pending
            pending = ""


def _at_once(line: str, *, begun: bool) -> bool:
    """Return whether a line is an entry of its own: a command or, where no statement is `begun`, a question."""
    first = line.split(None, 1)[0].rstrip(";") if line.strip() else ""
    if line.strip().rstrip(";") in LEAVE or first in {command.split()[0] for command in COMMANDS}:
        return True
    return not begun and (first.startswith(":") or _names_a_question(first))


def _parts(text: str) -> list[str]:
    """Return what blanks outside quotes hold apart."""
    try:
        return shlex.split(text)
    except ValueError:
        raise UsageError(f'{text}: a quote is not closed. Write a name that holds one as name="Xi\'an …".') from None


def _names_a_question(word: str) -> bool:
    """Return whether an entry that begins with `word` asks a question of the library: all that opens no clause does."""
    return word.isidentifier() and word.upper() not in OPENING


def sit(console: Console, history: Path) -> None:
    """Read from the terminal until it ends, with history and completion where the system has readline."""
    with contextlib.suppress(ImportError):
        import readline

        with contextlib.suppress(OSError):
            readline.read_history_file(history)
        readline.set_completer_delims(" \t\n()[]{},;|")
        readline.set_completer(lambda text, state: [*console.complete(text), None][state])
        readline.parse_and_bind("tab: complete")
    if sys.stdin.isatty():
        console.say("A statement ends with ;  A question is one line: partners name=…  :help lists the rest.")
    read = input if sys.stdin.isatty() else lambda _: input()  # prompts would stand among the answers to a pipe
    try:
        for entry in entries(read, console.say):
            if not console.do(entry):
                return
    finally:
        with contextlib.suppress(ImportError, OSError):
            import readline

            history.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # as the bundled server makes it
            readline.write_history_file(history)

"""An error of the driver → one line of ours: what, why, what next."""

import re
import ssl
from collections.abc import Iterator

import neo4j.exceptions as trouble

from graph.errors import InnonetError, QueryError, StoreError
from graph.store.bundled import URL as BUNDLED

OLDEST = (5, 0)  # EXISTS {} and COUNT {} as expressions came with 5.
NEEDED = f"innonet needs Neo4j {OLDEST[0]}.{OLDEST[1]} or newer."
OVERDUE = "took longer than its time limit and was ended. Narrow the pattern or the range."


def told(error: Exception, *, server: str, database: str, statement: str) -> InnonetError:
    """Return what a person is told of `error`.

    Parameters
    ----------
    error : Exception
        What the driver raised.
    server, database, statement : str
        What messages call them.
    """
    match error:
        case InnonetError():
            return error
        case trouble.AuthError():
            why = "refuses the user or the password. Set INNONET_STORE_USER and INNONET_STORE_PASSWORD."
            return StoreError(server, why)
        case trouble.ServiceUnavailable():
            return StoreError(server, _unreachable(error, server))
        case trouble.UnsupportedServerProduct():
            return StoreError(server, f"speaks no Bolt that is spoken today: it is too old, or no Neo4j. {NEEDED}")
        case trouble.Neo4jError():
            return _refusal(error, server, database, statement)
        case trouble.DriverError():
            return StoreError(server, line(error))
    # Values that Bolt cannot carry: integers beyond 64 bits, half a surrogate pair, lists nested too deep.
    return QueryError(statement, f"cannot be sent or its answer cannot be read: {line(error)}.")


def refuse_old(agent: str, server: str) -> None:
    """Raise StoreError if the server that calls itself `agent`, such as `Neo4j/4.4.40`, is too old."""
    found = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
    if found and (int(found[1]), int(found[2])) < OLDEST:
        raise StoreError(server, f"is {agent}, and {NEEDED} Ask its administrator for one, or leave --store out.")


def line(error: BaseException) -> str:
    """Return what an error says, on one line without a full stop or a copy of the statement with a mark below."""
    said = (getattr(error, "message", None) or str(error) or type(error).__name__).strip()
    said = re.sub(r"\n.*\n *\^$", "", said)
    return re.sub(r"\s+", " ", said)[:300].rstrip(".")


def _unreachable(error: Exception, server: str) -> str:
    """Return why there is no connection; behind `neo4j://` the driver says no more than that it found no route."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return (
                f"shows a certificate that nobody vouches for ({cause.verify_message.rstrip('.')}). If the server is "
                f"yours, write {server.replace('+s://', '+ssc://')}; else name its authority's file by SSL_CERT_FILE."
            )
    if any("encrypted connection" in str(cause) for cause in causes):
        return f"speaks no TLS there. Write {re.sub(r'[+]s(sc)?://', '://', server)}, or switch TLS on at the server."
    for cause in causes:
        if isinstance(cause, trouble.UnsupportedServerProduct):
            return f"speaks no Bolt that is spoken today: it is too old, or no Neo4j. {NEEDED}"
    why = line(next((cause for cause in reversed(causes) if str(cause)), error))
    if server == BUNDLED:
        return (
            f"ended before it had answered ({why}). What was asked may be too large for it: narrow it, or set "
            "INNONET_SERVER_MEMORY=4g. The next question starts the server again."
        )
    if "+s" not in server and re.search(r"handshake|reset by peer|closed", why):
        return f"hangs up ({why}). Is it a Neo4j, and does it ask for TLS? Then write {server.replace('://', '+s://')}."
    return f"does not answer ({why}). Is it running, is the port right?"


def _causes(error: BaseException, depth: int = 8) -> Iterator[BaseException]:
    """Yield an error, what caused it, and so on; a group of errors has several causes."""
    yield error
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else (error.__cause__,)
    for cause in inner:
        if cause is not None and depth:
            yield from _causes(cause, depth - 1)


def _refusal(error: trouble.Neo4jError, server: str, database: str, statement: str) -> InnonetError:
    code, said = error.code or "", line(error)
    if "DatabaseNotFound" in code:
        return StoreError(server, f"has no database {database!r}. Name another after the address.")
    if re.search(r"Timeout|TimedOut|Terminated", code + said, re.IGNORECASE):
        return QueryError(statement, OVERDUE)
    if "AccessMode" in code or "Forbidden" in code or re.search(r"SecurityException|not allowed", said):
        return QueryError(statement, f"refused: questions may only read ({said}).")
    if "MemoryPool" in code or "OutOfMemory" in said:
        return QueryError(statement, "needs more memory than the server gives one question. Narrow the pattern.")
    if missing := re.match(r"Expected parameter\(s\): ([^\s,]+)", said):
        key = missing[1]
        return QueryError(statement, f"needs the parameter ${key}: -p {key}=VALUE, or :set {key}=VALUE in the console.")
    # Without the bundled server's class of an error, and settings of it that nobody who asks can change.
    said = re.sub(r"^[A-Z]\w+: (?=[A-Z])| allowed by the setting .*", "", said).replace(
        "mismatched input '<EOF>'", "the statement ends"
    )
    return QueryError(statement, f"{said}.")

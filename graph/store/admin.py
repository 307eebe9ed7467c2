"""What only the owner of the bundled server asks of it, over its HTTP port on loopback: users and databases."""

import base64
import http.client
import json
import socket
import time
from collections.abc import Callable
from typing import Any

from graph.errors import StoreError

READER = "reader"


def ask(port: int, password: str, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """Return the `result` of one request as root; StoreError if the server refuses it, OSError if there is none."""
    key = base64.b64encode(f"root:{password}".encode()).decode()
    # http.client takes no proxy from the environment: a request to loopback must stay there.
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        headers = {"Authorization": f"Basic {key}", "Content-Type": "application/json"}
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
    except http.client.HTTPException as error:
        raise StoreError("bundled server", f"gave no proper answer: {error}") from error
    finally:
        connection.close()
    try:
        said = json.loads(text) if text else {}
    except ValueError:
        said = {"detail": text[:200]}
    if answer.status >= 400:
        raise StoreError("bundled server", str(said.get("detail") or said.get("error") or answer.reason))
    return said.get("result")


def create_reader(port: int, password: str, reader_password: str) -> None:
    """Make the user that may only read, of every view of this server."""
    user = {"name": READER, "password": reader_password, "databases": {"*": ["reader"]}}
    ask(port, password, "POST", "/api/v1/server", {"command": f"create user {json.dumps(user)}"})


def databases(port: int, password: str) -> frozenset[str]:
    """Return the names of the databases that there are."""
    return frozenset(ask(port, password, "GET", "/api/v1/databases"))


def create_database(port: int, password: str, name: str) -> None:
    """Make an empty database."""
    ask(port, password, "POST", "/api/v1/server", {"command": f"create database {name}"})


def drop_database(port: int, password: str, name: str) -> None:
    """Throw a database away."""
    ask(port, password, "POST", "/api/v1/server", {"command": f"drop database {name}"})


def wait_until_ready(port: int, bolt: int, password: str, alive: Callable[[], bool], seconds: float) -> bool:
    """Return whether the server answers on both ports, as ours, before it dies or `seconds` are over."""
    limit = time.monotonic() + seconds
    while alive() and time.monotonic() < limit:
        try:
            databases(port, password)
            with socket.create_connection(("127.0.0.1", bolt), timeout=2):
                return True
        except (OSError, StoreError):
            time.sleep(0.05)
    return False

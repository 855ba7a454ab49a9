"""Stator side by side with other local DynamoDB servers, and with the bare echo."""
import contextlib
import json
import os
import pathlib
import random
import re
import shutil
import statistics
import subprocess
import sys
import time

import load
import processes
import report
import workloads
from dynamodb_wire import Connection
from echo import running_echo

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path += [str(ROOT / "tools")]

# pylint: disable=wrong-import-position
import install_javascript_packages
import peers

CONNECTIONS = 16
STARTS = 15
SUITE_ROUNDS = 3
# How long a server is left alone before its memory is looked at.
SETTLE_SECONDS = 4
BY_GSI = 1
LARGE_TABLE = "Large"
LARGE_ITEMS = 2_700
LARGE_ITEM_BYTES = 390_000

WORKLOADS = [
    *(workload for workload in workloads.WORKLOADS
      if workload[0] in ("GetItem", "PutItem", "UpdateItem, condition", "Query, 50 items",
                         "Scan, 500 items, filter", "BatchGetItem, 25 keys",
                         "BatchWriteItem, 25 puts", "TransactWriteItems, 4 puts")),
    ("PutItem, 1 GSI (ALL)", "PutItem", workloads.put_indexed(BY_GSI), 2 * workloads.ITEMS),
    ("PutItem, stream of images", "PutItem", workloads.put_version(workloads.STREAMED_TABLE),
     2 * workloads.ITEMS),
]


def stator(arguments, threads=None, on_disk_flags=()):
    """`threads`: 0: as many as it takes by itself; None: as the arguments say."""
    threads = arguments.threads if threads is None else threads
    command = [arguments.binary, "--port", "PORT",
               *(["--threads", str(threads)] if threads else [])]
    return peers.Peer("Stator", "stator", command,
                      [*command, "--data-dir", "FOLDER", *on_disk_flags],
                      pathlib.Path(arguments.binary), ROOT)


def size_mib(path):
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files) / 2**20


def fill(url):
    """The main table with its 10,000 items."""
    with Connection(url) as connection:
        connection.expect("CreateTable", workloads.CREATE_TABLE)
        wait_until_active(connection, workloads.TABLE)
        for number in range(workloads.ITEMS):
            connection.expect("PutItem", workloads.put_item(number))


def fill_large(url):
    """1 GB that cannot be compressed, in items near the largest there are."""
    random_bytes = random.Random(1)
    started = time.monotonic()
    with Connection(url) as connection:
        connection.expect("CreateTable", {**workloads.CREATE_TABLE, "TableName": LARGE_TABLE})
        wait_until_active(connection, LARGE_TABLE)
        for number in range(LARGE_ITEMS):
            item = {**workloads.put_item(number)["Item"],
                    "payload": {"S": random_bytes.randbytes(LARGE_ITEM_BYTES // 2).hex()}}
            connection.expect("PutItem", {"TableName": LARGE_TABLE, "Item": item})
    load.progress(f"1 GB in {time.monotonic() - started:.0f} s")


def wait_until_active(connection, table):
    name = {"TableName": table}
    while connection.expect("DescribeTable", name)["Table"]["TableStatus"] != "ACTIVE":
        time.sleep(0.01)


def make_other_tables(server, url):
    """The tables of the last workloads, empty: the workloads fill them."""
    with Connection(url) as connection:
        for body in (workloads.create_indexed_table(BY_GSI), workloads.create_streamed_table()):
            status, answer = connection.call("CreateTable", body)
            if status != 200:
                load.progress(f"{server.name}: no {body['TableName']}: {answer}")
                continue
            wait_until_active(connection, body["TableName"])
            # A table without the stream that was asked for would look fast.
            name = {"TableName": body["TableName"]}
            table = connection.expect("DescribeTable", name)["Table"]
            if "StreamSpecification" in body and "LatestStreamArn" not in table:
                connection.expect("DeleteTable", name)
                load.progress(f"{server.name}: no streams")


def first_answer_ms(server, kill=False, write=None):
    """Milliseconds from exec to the answer to a ListTables. Then a PutItem, if `write` is one, and
    the end."""
    started = time.monotonic()
    with server as url:
        with Connection(url) as connection:
            connection.expect("ListTables", {})
            elapsed = (time.monotonic() - started) * 1000
            if write is not None:
                connection.call("PutItem", write)
        if not kill:
            server.stop()
    return elapsed


def median_starts_ms(servers):
    """Medians by server's name, of STARTS each in turn after one that does not count."""
    starts = {server.name: [] for server in servers}
    # What the system has yet to write would go on meanwhile.
    os.sync()
    for _ in range(STARTS + 1):
        for server in servers:
            starts[server.name].append(first_answer_ms(server))
    return {name: statistics.median(taken[1:]) for name, taken in starts.items()}


def measure_starts(servers, scratch):
    """Medians by server's name of first answers in memory, on a directory with the 10,000 items, and
    on one of 1 GB. Who keeps nothing is in the first alone."""
    measured = [median_starts_ms(servers)]
    keeping = []
    for server in servers:
        folder = os.path.join(scratch, server.file)
        os.makedirs(folder, exist_ok=True)
        if server.in_folder(folder):
            keeping.append(server)
    for fill_more in (fill, fill_large):
        for server in keeping:
            with server as url:
                fill_more(url)
                server.stop()
        measured.append(median_starts_ms(keeping))
    for server in keeping:
        shutil.rmtree(os.path.join(scratch, server.file))
    return measured


def run_suite(url):
    folder = ROOT / "build/bench/suite"
    source = ROOT / "tests/e2e/javascript"
    if install_javascript_packages.install(source, folder) != 0:
        raise SystemExit("the JavaScript SDK could not be installed")
    shutil.copyfile(ROOT / "bench/suite/suite.mjs", folder / "suite.mjs")
    ended = subprocess.run(["node", "suite.mjs", url, str(SUITE_ROUNDS)], cwd=folder,
                           stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if ended.returncode != 0:
        load.progress(ended.stderr)
        return None
    return min(json.loads(ended.stdout))


def measure_footprint(server):
    """What is measured one server at a time."""
    found = {"size": size_mib(server.program)}
    with server as url:
        time.sleep(SETTLE_SECONDS)
        found["idle"] = processes.resident_mib(server.pid)
        fill(url)
        time.sleep(SETTLE_SECONDS)
        found["loaded"] = processes.resident_mib(server.pid)
    with server as url:
        found["suite"] = run_suite(url)
    load.progress(f"{server.name}: {found}")
    return found


def run_turn(server, url, connections, seconds, operation, bodies):
    """A Result, or None where the server does not do the operation."""
    try:
        return load.run_wrk(url, server.pid, connections, seconds, operation, bodies)
    except load.LoadFailed as failure:
        load.progress(f"{server.name}: {failure}")
        return None


def measure_workload(targets, echo, connections, workload, lengths, scratch):
    """Medians by server's name, "echo" among them; all are measured in turn."""
    turns, seconds = lengths
    name, operation, make_body, count = workload
    bodies = os.path.join(scratch, "bodies.jsonl")
    workloads.write_bodies(bodies, make_body, count)
    echo_bodies = os.path.join(scratch, "echo.jsonl")
    workloads.write_bodies(echo_bodies, workloads.get_item, workloads.ITEMS)
    results = {}
    for turn in range(turns + 1):
        results.setdefault("echo", []).append(
            load.run_wrk(*echo, connections, seconds, "GetItem", echo_bodies))
        for server, url in targets:
            if turn > 0 and results[server.name][0] is None:
                continue
            results.setdefault(server.name, []).append(
                run_turn(server, url, connections, seconds, operation, bodies))
    # The first turn is for just-in-time compilers.
    medians = {server: load.median(taken[1:]) for server, taken in results.items()
               if taken[0] is not None and None not in taken}
    load.progress(f"{connections:3} conn  {name:26} " + "  ".join(
        f"{server} {result.cpu_us:.1f} µs {result.rate:,.0f}/s"
        for server, result in medians.items()))
    return medians


def cell(medians, name, text):
    return text(medians[name]) if name in medians else "-"


def best_of_others(medians, value):
    others = [value(result) for name, result in medians.items() if name not in ("Stator", "echo")]
    return min(others) if others else None


def cpu_table(names, measured):
    rows = []
    for name, medians in measured:
        own = medians["Stator"]
        best = best_of_others(medians, lambda result: result.cpu_us)
        rows.append([name, *(cell(medians, each, lambda result: f"{result.cpu_us:.1f}")
                             for each in names),
                     f"{best / own.cpu_us:.1f} x" if best else "-",
                     f"{100 * own.rate / medians['echo'].rate:.0f} %"])
    return report.table(["CPU µs per request", *names, "best of the others, of Stator",
                         "throughput, of the echo"], rows)


def rate_table(names, measured):
    rows = [[name, *(cell(medians, each, lambda result: f"{result.rate:,.0f}") for each in names)]
            for name, medians in measured]
    return report.table(["requests per second", *names], rows)


def latency_table(names, measured):
    rows = [[name, *(cell(medians, each, lambda result: f"{result.p50_us:,.0f} / "
                                                        f"{result.p99_us:,.0f}")
                     for each in names)]
            for name, medians in measured]
    return report.table(["p50 / p99 µs", *names], rows)


def footprint_table(servers, footprints, single):
    def row(title, key, unit, digits=1):
        return [title, *(f"{footprints[server.name][key]:,.{digits}f} {unit}"
                         if footprints[server.name][key] is not None else "-"
                         for server in servers)]
    return report.table(["", *(server.name for server in servers)], [
        ["one connection, GetItem p50", *(cell(single, server.name,
                                               lambda result: f"{result.p50_us:,.0f} µs")
                                          for server in servers)],
        row("exec to first answer, in memory", "memory_start", "ms"),
        row(f"exec to first answer, directory with {workloads.ITEMS:,} items", "directory_start",
            "ms"),
        row("exec to first answer, directory of 1 GB", "large_start", "ms"),
        row(f"suite: 50 tests, 4 at a time (best of {SUITE_ROUNDS})", "suite", "ms", 0),
        row(f"resident, idle for {SETTLE_SECONDS} s", "idle", "MiB"),
        row(f"resident, {workloads.ITEMS:,} items", "loaded", "MiB"),
        row("program (without its runtime)", "size", "MiB"),
    ])


def runtime_versions():
    def first_line(*command):
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        return (ended.stdout + ended.stderr).splitlines()[0]
    java = re.sub(r'"', "", first_line("java", "-version"))
    return f"Node.js {first_line('node', '--version')}, {java}"


def measure_in_turn(servers, arguments, lengths, scratch):
    """(workload, medians by server) of all workloads, and the medians of one connection."""
    targets = []
    with running_echo(arguments.threads) as echo, contextlib.ExitStack() as running:
        for server in servers:
            targets.append((server, running.enter_context(server)))
            fill(targets[-1][1])
            make_other_tables(*targets[-1])
            load.progress(f"{server.name} has its tables")
        measured = [(workload[0], measure_workload(targets, echo, CONNECTIONS, workload, lengths,
                                                   scratch)) for workload in WORKLOADS]
        return measured, measure_workload(targets, echo, 1, WORKLOADS[0], lengths, scratch)


def measure(arguments, lengths, scratch):
    """The preamble and the sections of the report."""
    if peers.install() != 0:
        raise SystemExit("the other servers could not be installed")
    versions = json.loads((peers.INSTALLED / "package.json").read_text())["dependencies"]
    servers = [stator(arguments), *peers.peers()]
    footprints = {server.name: measure_footprint(server) for server in servers}
    for key, medians in zip(("memory_start", "directory_start", "large_start"),
                            measure_starts(servers, scratch)):
        load.progress(f"{key}: {medians}")
        for server in servers:
            footprints[server.name][key] = medians.get(server.name)
    servers = [stator(arguments), *peers.peers()]
    measured, single = measure_in_turn(servers, arguments, lengths, scratch)
    names = [server.name for server in servers]
    turns, seconds = lengths
    preamble = (f"{processes.machine()}. {CONNECTIONS} connections of wrk on the same machine; "
                f"{turns} turns of {seconds} s after one that does not count, all servers in turn, "
                f"medians. In memory. Stator and echo with {arguments.threads} threads. "
                f"{runtime_versions()}; "
                + ", ".join(f"{name} {version}" for name, version in versions.items())
                + ". A dash: not offered.")
    shown = ["echo", *names]
    gap = single["Stator"].p50_us - single["echo"].p50_us
    return preamble, [
        cpu_table(shown, measured), rate_table(shown, measured), latency_table(shown, measured),
        footprint_table(servers, footprints, single),
        report.facts([("one connection, GetItem p50 above the echo's", f"{gap:,.0f} µs")])]

#!/usr/bin/env python3
"""Measures the release server with wrk beside a bare Beast echo server; ./dev bench calls it.

The load generator, the server and the echo share the machine, and a machine in use is noisy: each
measurement is taken in several short turns, echo and server alternating, and the median is kept.
The share of the echo is what travels from one machine to another.
"""
import argparse
import datetime
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path += [str(ROOT / "tests" / "e2e")]
sys.dont_write_bytecode = True

# pylint: disable=wrong-import-position
import beside
import fill
import processes
import report
import scale
import sweep
import workloads
from dynamodb_wire import Connection
from echo import running_echo
from load import median, progress, run_wrk
from stator_process import StatorProcess

CONNECTIONS = (1, 16)
STARTS = 7


def load_table(url):
    with Connection(url) as connection:
        connection.expect("CreateTable", workloads.CREATE_TABLE)
        started = time.monotonic()
        for number in range(workloads.ITEMS):
            connection.expect("PutItem", workloads.put_item(number))
        progress(f"loaded {workloads.ITEMS} items in {time.monotonic() - started:.1f} s")


def load_indexed_tables(url):
    with Connection(url) as connection:
        for indexes in workloads.INDEX_COUNTS:
            started = time.monotonic()
            connection.expect("CreateTable", workloads.create_indexed_table(indexes))
            for number in range(workloads.ITEMS):
                connection.expect("PutItem", workloads.put_indexed(indexes)(number))
            progress(f"loaded {workloads.ITEMS} items with {indexes} indexes "
                     f"in {time.monotonic() - started:.1f} s")


def check_answers(url):
    """A fast wrong answer is worth nothing: one of each, looked at."""
    with Connection(url) as connection:
        found = connection.expect("GetItem", workloads.get_item(4321))
        assert found["Item"].keys() == workloads.item(4321).keys(), found
        page = connection.expect("Query", workloads.query(4321))
        assert page["Count"] == workloads.ITEMS_PER_PARTITION, page["Count"]
        batch = connection.expect("BatchGetItem", workloads.batch_get(4321))
        assert len(batch["Responses"][workloads.TABLE]) == workloads.BATCH, batch
        assert not connection.expect("BatchWriteItem",
                                     workloads.batch_write(4321))["UnprocessedItems"]
        page = connection.expect("Query", workloads.query_index(4321))
        assert page["Count"] == workloads.ITEMS_PER_PARTITION, page["Count"]
        assert connection.expect("TransactWriteItems", workloads.transact_write(4321)) == {}
        page = connection.expect("Scan", workloads.scan(0))
        assert page["ScannedCount"] <= 500 and page["Count"] * 5 <= page["ScannedCount"], page


def load_streams(url):
    """Makes the tables of the stream workloads; returns an iterator with a page of records."""
    with Connection(url) as connection:
        connection.expect("CreateTable", workloads.create_plain_table())
        created = connection.expect("CreateTable", workloads.create_streamed_table())
        stream = {"StreamArn": created["TableDescription"]["LatestStreamArn"]}
        for number in range(workloads.ITEMS):
            for table in (workloads.PLAIN_TABLE, workloads.STREAMED_TABLE):
                connection.expect("PutItem", workloads.put_version(table)(number))
        described = connection.expect("DescribeStream", stream)["StreamDescription"]
        iterator = connection.expect("GetShardIterator", {
            **stream, "ShardId": described["Shards"][0]["ShardId"],
            "ShardIteratorType": "TRIM_HORIZON"})["ShardIterator"]
        page = connection.expect("GetRecords", {"ShardIterator": iterator})
        assert len(page["Records"]) == workloads.RECORDS, len(page["Records"])
        return iterator


def measure_streams(arguments, flags, scratch):
    """The stream workloads on a server of their own, because their records add up."""
    sections = []
    with StatorProcess(arguments.binary, *flags) as server, \
            running_echo(arguments.threads) as echo:
        turns, seconds = length_of_turns(arguments)
        iterator = load_streams(server.url)
        rows = measure((server.url, server.pid), echo, CONNECTIONS[-1], turns, seconds, scratch,
                       workloads.stream_workloads(iterator))
        sections.append(report.measurements(CONNECTIONS[-1], rows))
        server.stop()
    plain, streamed = rows[0][1], rows[1][1]
    sections.append(report.facts([
        ("CPU of a PutItem with a stream of both images, without one = 1",
         f"{streamed.cpu_us / plain.cpu_us:.2f}")]))
    return sections


def measure(server, echo, connections, turns, seconds, scratch, measured=None):
    """Rows of (workload, Result, Result of the echo) at a number of connections."""
    rows = []
    for name, operation, make_body, count in measured or workloads.WORKLOADS:
        bodies = os.path.join(scratch, "bodies.jsonl")
        workloads.write_bodies(bodies, make_body, count)
        echo_bodies = os.path.join(scratch, "echo.jsonl")
        workloads.write_bodies(echo_bodies, workloads.get_item, workloads.ITEMS)
        echo_turns, server_turns = [], []
        for _ in range(turns):
            echo_turns.append(run_wrk(*echo, connections, seconds, "GetItem", echo_bodies))
            server_turns.append(run_wrk(*server, connections, seconds, operation, bodies))
        result, echo_result = median(server_turns), median(echo_turns)
        progress(f"{connections:3} conn  {name:26} {result.rate:9,.0f}/s  p50 {result.p50_us:7,.0f}"
                 f"  p99 {result.p99_us:8,.0f} µs  CPU {result.cpu_us:7.1f} µs  "
                 f"{100 * result.rate / echo_result.rate:4.0f} % of echo")
        rows.append((name, result, echo_result))
    return rows


def index_costs(rows):
    """What indexes cost beside the table: the aims are 1.5 for one GSI, and 1.1 for the query."""
    cpu = {name: result.cpu_us for name, result, _ in rows}
    facts = [(f"CPU of PutItem with {workloads.gsis(indexes)}, beside PutItem",
              f"{cpu[workloads.put_name(indexes)] / cpu['PutItem']:.2f}")
             for indexes in workloads.INDEX_COUNTS]
    # Both have been written to as often: a table that changes much takes longer to read.
    ratio = cpu[workloads.QUERY_INDEX] / cpu[workloads.QUERY_INDEXED_TABLE]
    return facts + [("CPU of a Query of the GSI, beside one of its table", f"{ratio:.2f}")]


def commit():
    def git(*arguments):
        return subprocess.run(["git", "-c", f"safe.directory={ROOT}", *arguments], cwd=ROOT,
                              capture_output=True, text=True, check=False).stdout.strip()
    changed = git("status", "--porcelain", "--untracked-files=no")
    return (git("rev-parse", "--short", "HEAD") or "unknown") + ("-changed" if changed else "")


def length_of_turns(arguments):
    turns, seconds = (1, 1) if arguments.quick else (5, 4)
    return arguments.turns or turns, arguments.seconds or seconds


def measure_all(arguments, server, scratch):
    """Everything about one running server; returns the sections of the report."""
    turns, seconds = length_of_turns(arguments)
    target = (server.url, server.pid)
    idle = processes.resident_mib(server.pid)
    load_table(server.url)
    loaded = processes.resident_mib(server.pid)
    load_indexed_tables(server.url)
    check_answers(server.url)
    sections = []
    with running_echo(arguments.threads) as echo:
        for connections in CONNECTIONS:
            rows = measure(target, echo, connections, turns, seconds, scratch)
            sections.append(report.measurements(connections, rows))
            sections.append(report.facts(index_costs(rows)))
    starts = [beside.first_answer_ms(beside.stator(arguments, threads=0)) for _ in range(STARTS)]
    facts = [
        ("resident memory, idle", f"{idle:.1f} MiB"),
        (f"resident memory, {workloads.ITEMS:,} items loaded", f"{loaded:.1f} MiB"),
        ("resident memory after the whole run", f"{processes.resident_mib(server.pid):.1f} MiB"),
        ("binary", f"{os.path.getsize(arguments.binary) / 2**20:.1f} MiB"),
        ("from exec to the first answer", f"{statistics.median(starts):.1f} ms"),
    ]
    sections.append(report.facts(facts))
    preamble = (f"{processes.machine()}. Server and echo with {arguments.threads} threads each, "
                f"wrk with one, all on the same machine; {turns} turns of {seconds} s, echo and "
                f"server alternating, medians. {workloads.ITEMS:,} items of about 350 bytes, "
                f"{'on disk' if arguments.data_dir else 'in memory'}.")
    return preamble, sections


# What is measured in place of everything, by the name of its page: on a server that runs, or on
# servers of its own.
MEASURES = {None: measure_all, "fill-index": fill.measure, "sweep": sweep.measure}
OWN_SERVERS = {"peers": beside.measure, "scale": scale.measure}


def parse_arguments():
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="one short turn of each: under two minutes")
    for name, text in (
            ("fill-index", "create an index on a large table while it is written to"),
            ("sweep", "let many items expire while others are read"),
            ("peers", "side by side with other local DynamoDB servers"),
            ("scale", "how costs grow with items, tables, connections and threads")):
        parser.add_argument(f"--{name}", action="store_const", const=name, dest="alone",
                            help=f"only: {text}")
    parser.add_argument("--items", type=int, default=1_000_000,
                        help="of --fill-index, --sweep and --scale")
    parser.add_argument("--item-bytes", type=int, default=scale.SMALL_ITEM_BYTES,
                        help="of --scale: larger items, and only what depends on how much is stored")
    parser.add_argument("--data-dir", action="store_true", help="keep the data on disk")
    # What the server takes by itself, for the echo too.
    parser.add_argument("--threads", type=int, default=max(1, os.cpu_count() // 2))
    parser.add_argument("--turns", type=int)
    parser.add_argument("--seconds", type=int, help="of each turn")
    parser.add_argument("--binary", default=str(ROOT / "build/release/stator"))
    parser.add_argument("--output", default=str(HERE.parent / "results"),
                        help="folder that takes the page")
    return parser.parse_args()


def measure_stator(arguments, scratch):
    """Everything about one server, or what is asked for alone."""
    flags = ["--port", "0", "--threads", str(arguments.threads)]
    if arguments.data_dir:
        flags += ["--data-dir", os.path.join(scratch, "data")]
    with StatorProcess(arguments.binary, *flags) as server:
        preamble, sections = MEASURES[arguments.alone](arguments, server, scratch)
        server.stop()
    if arguments.alone is None:
        if arguments.data_dir:
            flags[-1] += "-streams"
        sections += measure_streams(arguments, flags, scratch)
    return preamble, sections


def main():
    arguments = parse_arguments()
    with tempfile.TemporaryDirectory(prefix="stator_bench_") as scratch:
        if arguments.alone in OWN_SERVERS:
            preamble, sections = OWN_SERVERS[arguments.alone](
                arguments, length_of_turns(arguments), scratch)
        else:
            preamble, sections = measure_stator(arguments, scratch)
    name = f"{datetime.date.today().isoformat()}-{commit()}"
    if arguments.alone is not None:
        name += "-" + arguments.alone
    if arguments.item_bytes != scale.SMALL_ITEM_BYTES:
        name += f"-{arguments.item_bytes}-bytes"
    text = report.page(f"HTTP benchmark {name}", preamble, sections)
    print(text)
    path = pathlib.Path(arguments.output) / f"{name}.md"
    path.write_text(text, encoding="utf-8")
    progress(f"written to {path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}")


if __name__ == "__main__":
    main()

"""Creating a global index on a large table while writes go on."""
import os
import statistics
import time

import load
import processes
import report
import workloads
from dynamodb_wire import Connection

TABLE = "Large"
# Writers, each of which waits for its answer.
CONNECTIONS = 4
SECONDS_BEFORE = 10
# The writers' p99 is that of turns of so many seconds.
TURN_SECONDS = 1


def put_item(number):
    return {"TableName": TABLE, "Item": workloads.item(number)}


def load_table(url, items, make_item=workloads.item):
    """Fills the table with BatchWriteItem."""
    with Connection(url) as connection:
        connection.expect("CreateTable", {**workloads.CREATE_TABLE, "TableName": TABLE})
        started = shown = time.monotonic()
        for first in range(0, items, workloads.BATCH):
            numbers = range(first, min(first + workloads.BATCH, items))
            written = connection.expect("BatchWriteItem", {"RequestItems": {
                TABLE: [{"PutRequest": {"Item": make_item(number)}} for number in numbers]}})
            assert not written["UnprocessedItems"], written
            if time.monotonic() - shown > 5:
                shown = time.monotonic()
                load.progress(f"loaded {first:,} of {items:,} items")
        load.progress(f"loaded {items:,} items in {time.monotonic() - started:.0f} s")


def index_of(connection):
    return connection.expect("DescribeTable",
                             {"TableName": TABLE})["Table"]["GlobalSecondaryIndexes"][0]


def create_index(connection):
    connection.expect("UpdateTable", {
        "TableName": TABLE, "AttributeDefinitions": workloads.CREATE_TABLE["AttributeDefinitions"]
        + workloads.INDEX_KEYS[1:], "GlobalSecondaryIndexUpdates": [
            {"Create": workloads.index_definition("by-amount", "amount", "sk")}]})


def write_while_filled(target, connection, bodies):
    """Turns of writers until the index is active; seconds until then, and the turns before it."""
    started = time.monotonic()
    create_index(connection)
    turns = []
    while True:
        turn = load.run_wrk(*target, CONNECTIONS, TURN_SECONDS, "PutItem", bodies)
        index = index_of(connection)
        if index["IndexStatus"] == "ACTIVE":
            break
        turns.append(turn)
        load.progress(f"filling for {time.monotonic() - started:5.1f} s; writers: "
                      f"{turn.rate:,.0f}/s, p99 {turn.p99_us:,.0f} µs")
    # Writers stand still from the end of one turn to the start of the next: next to nothing.
    return time.monotonic() - started, turns or [turn], index["ItemCount"]


def fill_alone(connection):
    """Seconds until an index is active that nobody disturbs."""
    connection.expect("UpdateTable", {"TableName": TABLE, "GlobalSecondaryIndexUpdates": [
        {"Delete": {"IndexName": "by-amount"}}]})
    started = time.monotonic()
    create_index(connection)
    while index_of(connection)["IndexStatus"] != "ACTIVE":
        time.sleep(0.02)
    return time.monotonic() - started


def measure(arguments, server, scratch):
    """The preamble and the sections of the report."""
    target = (server.url, server.pid)
    load_table(server.url, arguments.items)
    bodies = os.path.join(scratch, "writes.jsonl")
    workloads.write_bodies(bodies, put_item, min(arguments.items, 20_000))
    before = load.run_wrk(*target, CONNECTIONS, SECONDS_BEFORE, "PutItem", bodies)
    with Connection(server.url) as connection:
        seconds, turns, entries = write_while_filled(target, connection, bodies)
        alone = fill_alone(connection)
    assert entries == arguments.items, entries
    during = load.median(turns)
    facts = [
        ("items filled per second, while writes go on", f"{arguments.items / seconds:,.0f}"),
        ("items filled per second, without writes", f"{arguments.items / alone:,.0f}"),
        ("writes per second before", f"{before.rate:,.0f}"),
        ("writes per second meanwhile (median of turns)", f"{during.rate:,.0f}"),
        ("writers' p99 before", f"{before.p99_us:,.0f} µs"),
        ("writers' p99 meanwhile (median of turns)", f"{during.p99_us:,.0f} µs"),
        ("writers' p99 meanwhile (worst turn)",
         f"{max(turn.p99_us for turn in turns):,.0f} µs"),
        ("writers' p50 before and meanwhile",
         f"{before.p50_us:,.0f} and {statistics.median(turn.p50_us for turn in turns):,.0f} µs"),
        ("resident memory", f"{processes.resident_mib(server.pid):,.0f} MiB"),
    ]
    preamble = (f"{processes.machine()}. A global index of projection ALL is created on "
                f"{arguments.items:,} items of about 350 bytes, "
                f"{'on disk' if arguments.data_dir else 'in memory'}, while {CONNECTIONS} "
                f"connections put items of that table as fast as they can. Server with "
                f"{arguments.threads} threads, wrk with one, on the same machine; turns of "
                f"{TURN_SECONDS} s.")
    return preamble, [report.facts(facts)]

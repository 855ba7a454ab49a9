"""Deleting many expired items while reads go on."""
import json
import os
import threading
import time
import urllib.request

import fill
import load
import processes
import report
import workloads
from dynamodb_wire import Connection

# Readers, each of which waits for its answer.
CONNECTIONS = 4
SECONDS_BEFORE = 10
# The readers' p99 is that of turns of so many seconds.
TURN_SECONDS = 1
# Items that never expire, which the readers read.
KEPT = 10_000
TTL_ATTRIBUTE = "expires"


def get_item(number):
    return {"TableName": fill.TABLE, "Key": workloads.key(number)}


def item(number, expires):
    kept = number < KEPT
    return {**workloads.item(number), **({} if kept else {TTL_ATTRIBUTE: {"N": str(expires)}})}


def admin(url, path, body):
    request = urllib.request.Request(url + path, json.dumps(body).encode(),
                                     {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:
        return json.load(response)


class Sweep(threading.Thread):
    """Moves the clock to when the items have expired; ends when they are gone."""

    def __init__(self, url):
        super().__init__()
        self.url = url
        self.seconds = None

    def run(self):
        started = time.monotonic()
        # The answer comes once everything due at the new time has been done.
        admin(self.url, "/_stator/clock", {"advance": "2h"})
        self.seconds = time.monotonic() - started


def read_while_swept(target, bodies):
    """Turns of readers until the items are gone, and how long that took."""
    sweep = Sweep(target[0])
    sweep.start()
    turns = []
    while sweep.is_alive():
        turns.append(load.run_wrk(*target, CONNECTIONS, TURN_SECONDS, "GetItem", bodies))
        load.progress(f"sweeping; readers: {turns[-1].rate:,.0f}/s, p99 {turns[-1].p99_us:,.0f} µs")
    # The last turn saw the end of it.
    return sweep.seconds, turns[:-1] or turns


def prepare(url, items):
    expires = int(time.time()) + 3600
    fill.load_table(url, items + KEPT, lambda number: item(number, expires))
    with Connection(url) as connection:
        connection.expect("UpdateTimeToLive", {
            "TableName": fill.TABLE,
            "TimeToLiveSpecification": {"Enabled": True, "AttributeName": TTL_ATTRIBUTE}})
        started = time.monotonic()
        while connection.expect("DescribeTimeToLive", {"TableName": fill.TABLE})[
                "TimeToLiveDescription"]["TimeToLiveStatus"] != "ENABLED":
            time.sleep(0.02)
        return time.monotonic() - started


def measure(arguments, server, scratch):
    """The preamble and the sections of the report."""
    target = (server.url, server.pid)
    indexed = prepare(server.url, arguments.items)
    bodies = os.path.join(scratch, "reads.jsonl")
    workloads.write_bodies(bodies, get_item, KEPT)
    before = load.run_wrk(*target, CONNECTIONS, SECONDS_BEFORE, "GetItem", bodies)
    seconds, turns = read_while_swept(target, bodies)
    with Connection(server.url) as connection:
        left = connection.expect("DescribeTable", {"TableName": fill.TABLE})["Table"]["ItemCount"]
    assert left == KEPT, left
    during = load.median(turns)
    facts = [
        ("items deleted per second, while reads go on", f"{arguments.items / seconds:,.0f}"),
        ("items entered into the expiry index per second", f"{arguments.items / indexed:,.0f}"),
        ("reads per second before", f"{before.rate:,.0f}"),
        ("reads per second meanwhile (median of turns)", f"{during.rate:,.0f}"),
        ("readers' p50 before and meanwhile", f"{before.p50_us:,.0f} and {during.p50_us:,.0f} µs"),
        ("readers' p99 before", f"{before.p99_us:,.0f} µs"),
        ("readers' p99 meanwhile (median of turns)", f"{during.p99_us:,.0f} µs"),
        ("readers' p99 meanwhile (worst turn)",
         f"{max(turn.p99_us for turn in turns):,.0f} µs"),
        ("resident memory", f"{processes.resident_mib(server.pid):,.0f} MiB"),
    ]
    preamble = (f"{processes.machine()}. {arguments.items:,} items of about 350 bytes expire at "
                f"once, {'on disk' if arguments.data_dir else 'in memory'}, while {CONNECTIONS} "
                f"connections get others of that table as fast as they can. Server with "
                f"{arguments.threads} threads, wrk with one, on the same machine; turns of "
                f"{TURN_SECONDS} s.")
    return preamble, [report.facts(facts)]

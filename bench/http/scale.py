"""How costs grow: with the size of a table and of a partition, with the number of tables and of
connections, and with threads. All on disk."""
import base64
import json
import os
import pathlib
import random
import statistics
import time

import beside
import load
import processes
import report
from dynamodb_wire import Connection

TABLE = "Scale"
PARTITION = "one"
SORT_KEYS = 1_000_000
PAGE = 50
TABLES = 10_000
MANY_CONNECTIONS = 1_000
CONNECTIONS = 16
BATCH = 25
# How many different items are asked for.
ASKED = 20_000
STARTS = 5
SMALL_ITEM_BYTES = 100
KEYS = {"KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"},
                      {"AttributeName": "sk", "KeyType": "RANGE"}],
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"},
                                 {"AttributeName": "sk", "AttributeType": "N"}],
        "BillingMode": "PAY_PER_REQUEST"}


def key(partition, sort):
    return {"pk": {"S": partition}, "sk": {"N": str(sort)}}


def spread_key(number):
    """Of a table whose partitions have ten items each."""
    return key(f"customer#{number // 10:08d}", number % 10)


def partition_key(number):
    return key(PARTITION, number)


def get_item(make_key, number):
    return {"TableName": TABLE, "Key": make_key(number)}


def query_from(number):
    return {"TableName": TABLE, "Limit": PAGE, "KeyConditionExpression": "pk = :pk AND sk >= :sk",
            "ExpressionAttributeValues": {":pk": {"S": PARTITION}, ":sk": {"N": str(number)}}}


def scan_without_matches(number):
    """Reads 500 items and answers none."""
    return {"TableName": TABLE, "Limit": 500, "ExclusiveStartKey": spread_key(number),
            "FilterExpression": "revision > :r", "ExpressionAttributeValues": {":r": {"N": "1"}}}


def filler(item_bytes):
    """A function that makes the text of an item by its number, so that the item has about so many
    bytes: what is beyond the smallest cannot be compressed."""
    common = "forty characters of text in every item."
    more = max(0, item_bytes - SMALL_ITEM_BYTES)
    pool = base64.b64encode(random.Random(1).randbytes(8 * 2**20)).decode()
    return lambda number: common + pool[(start := number * 7919 % (len(pool) - more)):start + more]


def fill(url, make_key, numbers, item_bytes=SMALL_ITEM_BYTES):
    text = filler(item_bytes)
    started = shown = time.monotonic()
    with Connection(url) as connection:
        for first in range(numbers.start, numbers.stop, BATCH):
            puts = [{"PutRequest": {"Item": {**make_key(number), "name": {"S": f"item {number}"},
                                             "text": {"S": text(number)},
                                             "revision": {"N": "1"}}}}
                    for number in range(first, min(first + BATCH, numbers.stop))]
            answer = connection.expect("BatchWriteItem", {"RequestItems": {TABLE: puts}})
            assert not answer["UnprocessedItems"], answer
            if time.monotonic() - shown > 10:
                shown = time.monotonic()
                load.progress(f"{first:,} of {numbers.stop:,} items")
    load.progress(f"{len(numbers):,} items in {time.monotonic() - started:.0f} s")


def create_table(url, name=TABLE):
    with Connection(url) as connection:
        connection.expect("CreateTable", {**KEYS, "TableName": name})


class Measurer:
    """Turns of wrk on servers of their own."""

    def __init__(self, arguments, lengths, scratch):
        self.arguments = arguments
        self.turns, self.seconds = lengths
        self.scratch = scratch

    def server(self, name, threads=None, durability=None):
        """Stator on a directory of this name."""
        folder = os.path.join(self.scratch, name)
        os.makedirs(folder, exist_ok=True)
        server = beside.stator(self.arguments, threads,
                               () if durability is None else ("--durability", durability))
        server.in_folder(folder)
        return server, folder

    def run(self, server, url, operation, bodies, connections=CONNECTIONS):
        path = os.path.join(self.scratch, "bodies.jsonl")
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(body, separators=(",", ":")) + "\n" for body in bodies)
        return load.median([load.run_wrk(url, server.pid, connections, self.seconds, operation, path)
                            for _ in range(self.turns + 1)][1:])

    def gets(self, server, url, make_key, items, connections=CONNECTIONS):
        numbers = random.Random(1).choices(range(items), k=min(items, ASKED))
        return self.run(server, url, "GetItem",
                        [get_item(make_key, number) for number in numbers], connections)


def first_answer_ms(server, kill):
    # It writes, so that there is a log to read after a kill.
    return beside.first_answer_ms(server, kill, {"TableName": TABLE, "Item": spread_key(1)})


def result_cells(result):
    return [f"{result.rate:,.0f}", f"{result.p50_us:,.0f}", f"{result.p99_us:,.0f}",
            f"{result.cpu_us:.1f}"]


RESULT_COLUMNS = ["requests/s", "p50 µs", "p99 µs", "CPU µs/request"]


def table_sizes(measurer):
    """GetItem by the size of the table, and starts on the largest."""
    server, folder = measurer.server("sizes")
    rows, done = [], 0
    item_bytes = measurer.arguments.item_bytes
    sizes = [size for size in (10_000, 100_000, 1_000_000, 20_000_000)
             if size < measurer.arguments.items] + [measurer.arguments.items]
    with server as url:
        create_table(url)
        for size in sizes:
            fill(url, spread_key, range(done, size), item_bytes)
            done = size
            time.sleep(beside.SETTLE_SECONDS)
            for connections in (1, CONNECTIONS):
                result = measurer.gets(server, url, spread_key, size, connections)
                rows.append([f"{size:,}", str(connections), *result_cells(result),
                             f"{processes.resident_mib(server.pid):.0f}",
                             f"{beside.size_mib(pathlib.Path(folder)):,.0f}"])
                load.progress(" ".join(rows[-1]))
        server.stop()
    # What the system had to read from the disk the first time.
    first_answer_ms(server, kill=False)
    clean = statistics.median(first_answer_ms(server, kill=False) for _ in range(STARTS))
    first_answer_ms(server, kill=True)
    killed = statistics.median(first_answer_ms(server, kill=True) for _ in range(STARTS))
    with server as url:  # killed in the middle of writing, with all the log there can be
        fill(url, spread_key, range(done, done + 100_000), item_bytes)
    loaded = first_answer_ms(server, kill=False)
    return [
        report.table(["GetItem, items", "connections", *RESULT_COLUMNS, "resident MiB",
                      "directory MiB"], rows),
        report.facts([
            (f"exec to first answer, {done:,} items, after a clean stop", f"{clean:.1f} ms"),
            ("the same, after a kill", f"{killed:.1f} ms"),
            ("the same, after a kill behind 100,000 writes", f"{loaded:.1f} ms")])]


def partition_of_many(measurer):
    """Pages of a Query at the start, in the middle and at the end of one partition."""
    server, _ = measurer.server("partition")
    sort_keys = min(SORT_KEYS, measurer.arguments.items)
    with server as url:
        create_table(url)
        fill(url, partition_key, range(sort_keys))
        time.sleep(beside.SETTLE_SECONDS)
        rows = []
        for name, first in (("the start", 0), ("the middle", sort_keys // 2),
                            ("the end", sort_keys - 1000 - PAGE)):
            bodies = [query_from(first + step) for step in range(1000)]
            rows.append([name, *result_cells(measurer.run(server, url, "Query", bodies))])
            load.progress(" ".join(rows[-1]))
        result = measurer.gets(server, url, partition_key, sort_keys)
        rows.append(["GetItem anywhere", *result_cells(result)])
    return [report.table([f"Query of {PAGE} of {sort_keys:,} sort keys at", *RESULT_COLUMNS], rows)]


def many_tables(measurer):
    """CreateTable and GetItem by the number of tables, and a start with all of them."""
    server, _ = measurer.server("tables")
    rows = []
    with server as url:
        create_table(url)
        fill(url, spread_key, range(1000))
        with Connection(url) as connection:
            made = 1
            for tables in (100, 1_000, TABLES):
                while made < tables - 99:
                    connection.expect("CreateTable", {**KEYS, "TableName": f"Table{made}"})
                    made += 1
                before = processes.cpu_seconds(server.pid)
                times = []
                while made < tables:
                    started = time.monotonic()
                    connection.expect("CreateTable", {**KEYS, "TableName": f"Table{made}"})
                    times.append((time.monotonic() - started) * 1e6)
                    made += 1
                cpu = (processes.cpu_seconds(server.pid) - before) * 1e6 / len(times)
                gets = measurer.gets(server, url, spread_key, 1000)
                rows.append([f"{tables:,}", f"{statistics.median(times):,.0f}", f"{cpu:,.0f}",
                             *result_cells(gets), f"{processes.resident_mib(server.pid):.0f}"])
                load.progress(" ".join(rows[-1]))
        server.stop()
    start = statistics.median(first_answer_ms(server, kill=False) for _ in range(STARTS))
    return [report.table(["tables", "CreateTable p50 µs", "CreateTable CPU µs",
                          *(f"GetItem {column}" for column in RESULT_COLUMNS), "resident MiB"],
                         rows),
            report.facts([(f"exec to first answer, {TABLES:,} tables", f"{start:.1f} ms")])]


def connections_and_threads(measurer):
    """GetItem, where wrk takes as much of the cores as the server, and a Scan, where it takes little:
    only that shows what a second thread brings."""
    rows = []
    items = 10_000
    scans = {}
    for threads, connections in ((1, CONNECTIONS), (2, CONNECTIONS), (2, MANY_CONNECTIONS)):
        server, _ = measurer.server(f"threads{threads}", threads)
        with server as url:
            with Connection(url) as connection:
                status, _answer = connection.call("CreateTable", {**KEYS, "TableName": TABLE})
            if status == 200:
                fill(url, spread_key, range(items))
            results = {"GetItem": measurer.gets(server, url, spread_key, items, connections)}
            if connections == CONNECTIONS:
                bodies = [scan_without_matches(number) for number in range(0, items, 100)]
                scans[threads] = results["Scan"] = measurer.run(server, url, "Scan", bodies)
            for operation, result in results.items():
                rows.append([operation, str(threads), f"{connections:,}", *result_cells(result),
                             f"{processes.resident_mib(server.pid):.0f}"])
                load.progress(" ".join(rows[-1]))
            server.stop()
    return [report.table(["", "threads", "connections", *RESULT_COLUMNS, "resident MiB"], rows),
            report.facts([("Scans per second with 2 threads, with 1 = 1",
                           f"{scans[2].rate / scans[1].rate:.2f}")])]


def durabilities(measurer):
    """PutItem by what it survives."""
    rows = []
    for durability in ("none", "os", "fsync"):
        server, _ = measurer.server(f"durability-{durability}", threads=0, durability=durability)
        with server as url:
            create_table(url)
            for connections in (1, CONNECTIONS, 128):
                bodies = [{"TableName": TABLE, "Item": {**spread_key(number),
                                                        "text": {"S": "x" * 300}}}
                          for number in range(10_000)]
                result = measurer.run(server, url, "PutItem", bodies, connections)
                rows.append([durability, str(connections), *result_cells(result)])
                load.progress(" ".join(rows[-1]))
            server.stop()
    return [report.table(["PutItem, --durability", "connections", *RESULT_COLUMNS], rows)]


def measure(arguments, lengths, scratch):
    """The preamble and the sections of the report."""
    measurer = Measurer(arguments, lengths, scratch)
    sections = []
    parts = (table_sizes, partition_of_many, many_tables, connections_and_threads, durabilities)
    # With larger items, only what depends on how much is on the disk.
    for part in parts if arguments.item_bytes == SMALL_ITEM_BYTES else parts[:1]:
        sections += part(measurer)
    turns, seconds = lengths
    preamble = (f"{processes.machine()}. On disk, {CONNECTIONS} connections of wrk on the same "
                f"machine where no other number is said; {turns} turns of {seconds} s, medians; "
                f"items of about {arguments.item_bytes:,} bytes.")
    return preamble, sections

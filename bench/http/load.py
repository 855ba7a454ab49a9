"""One turn of wrk on a server, and what it cost the server."""
import dataclasses
import json
import pathlib
import re
import statistics
import subprocess
import sys

import processes
from dynamodb_wire import target

HERE = pathlib.Path(__file__).resolve().parent


@dataclasses.dataclass
class Result:
    rate: float  # requests per second
    p50_us: float
    p99_us: float
    cpu_us: float  # of the server process, per request


class LoadFailed(SystemExit):
    """Requests were not answered, or not with a success."""


def progress(text):
    print(text, file=sys.stderr, flush=True)


def run_wrk(url, pid, connections, seconds, operation, bodies):
    """One turn: wrk on a server, and what the server's process spent meanwhile."""
    before = processes.cpu_seconds(pid)
    ended = subprocess.run(
        ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s",
         "--script", str(HERE / "requests.lua"), url, "--", target(operation), bodies],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if ended.returncode != 0:
        raise LoadFailed(f"{operation}: wrk failed: {ended.stdout} {ended.stderr}")
    cpu = processes.cpu_seconds(pid) - before
    measured = json.loads(re.search(r"^RESULT (.*)$", ended.stdout, re.M)[1])
    if measured["failed"] or not measured["requests"]:
        raise LoadFailed(f"{operation}: {measured['failed']} of {measured['requests']} failed")
    return Result(measured["requests"] / measured["seconds"], measured["p50_us"],
                  measured["p99_us"], cpu * 1e6 / measured["requests"])


def median(turns):
    return Result(*(statistics.median(getattr(turn, field.name) for turn in turns)
                    for field in dataclasses.fields(Result)))

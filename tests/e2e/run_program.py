#!/usr/bin/env python3
"""Runs a client program against the server, restarts the server on the same data and runs it again.

run_program.py (--server BINARY [--server-flag=FLAG...] | --endpoint URL) PROGRAM [ARGUMENT...]

The program is called as PROGRAM ARGUMENT... URL write, and after the restart as
PROGRAM ARGUMENT... URL verify. With --endpoint the same is done to a server that runs already, and
is not restarted: for trying a program against another implementation.
"""
import argparse
import os
import subprocess
import sys
import tempfile

import stator_process

SKIPPED = 77


def run_phase(command, url, phase):
    print(f"--- {phase} at {url}", flush=True)
    try:
        code = subprocess.run([*command, url, phase], stdin=subprocess.DEVNULL,
                              env=stator_process.client_environment(url), check=False).returncode
    except FileNotFoundError as missing:
        print(missing)
        code = SKIPPED
    if code == SKIPPED and os.environ.get("STATOR_E2E_REQUIRED"):
        print("cannot run, and STATOR_E2E_REQUIRED is set")
        return 1
    return code


def run_with_server(binary, flags, command):
    if not os.access(binary, os.X_OK):
        print(f"{binary} is not there: ./dev build release")
        return 1 if os.environ.get("STATOR_E2E_REQUIRED") else SKIPPED
    with tempfile.TemporaryDirectory(prefix="stator_e2e_") as scratch:
        data_dir = os.path.join(scratch, "data")
        for phase in ("write", "verify"):
            with stator_process.StatorProcess(binary, "--port", "0", "--data-dir", data_dir,
                                              *flags) as server:
                code = run_phase(command, server.url, phase)
                if code != 0:
                    print(f"server's stderr:\n{server.stderr}")
                    return code
                exit_code = server.stop()
                if exit_code != 0:
                    print(f"the server ended with {exit_code} on SIGTERM:\n{server.stderr}")
                    return 1
    return 0


def main():
    parser = argparse.ArgumentParser()
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--server")
    where.add_argument("--endpoint")
    parser.add_argument("--server-flag", action="append", default=[])
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    if arguments.server:
        return run_with_server(arguments.server, arguments.server_flag, arguments.command)
    return (run_phase(arguments.command, arguments.endpoint, "write") or
            run_phase(arguments.command, arguments.endpoint, "verify"))


if __name__ == "__main__":
    sys.exit(main())

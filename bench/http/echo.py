"""The bare echo server, against which everything is held."""
import contextlib
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


@contextlib.contextmanager
def running_echo(threads):
    """The echo server: its URL and process id."""
    process = subprocess.Popen(
        [ROOT / "build/release/echo_server", "--port", "0", "--threads", str(threads)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    try:
        address = re.search(r"([\d.]+):(\d+)", process.stdout.readline())
        yield f"http://{address[1]}:{address[2]}", process.pid
    finally:
        process.kill()
        process.wait()
        process.stdout.close()

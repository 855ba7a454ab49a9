"""Starts and stops the server binary for tests that talk to it from outside."""
import os
import queue
import re
import signal
import subprocess
import threading

READY_LINE = re.compile(
    r"stator (?P<version>\d+\.\d+\.\d+) is ready at (?P<url>http://\S+) \((?P<where>[^)]*)\); "
    r"export AWS_ENDPOINT_URL_DYNAMODB=(?P<exported>http://\S+)")

# What DynamoDB Local says first, and this under the name `java`.
BANNER_START = "Initializing DynamoDB Local with the following configuration:"

# A sanitizer build on a busy machine is slow; a test that waits this long has failed.
PATIENCE_SECONDS = 60


class StatorProcess:
    """A running server. `url` is where it listens, `ready_line` the last line that it said on
    stdout when it was ready, `banner` the lines before that."""

    def __init__(self, binary, *flags, env=None, cwd=None):
        self.process = subprocess.Popen(
            [binary, *flags], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, env=env, cwd=cwd)
        self.pid = self.process.pid
        self._stdout = []
        self._stderr = []
        self._lines = queue.Queue()
        self._readers = [
            threading.Thread(target=self._read_stdout, daemon=True),
            threading.Thread(target=self._read_stderr, daemon=True),
        ]
        for reader in self._readers:
            reader.start()
        self.banner = []
        self.ready_line = self._next_line()
        if self.ready_line == BANNER_START:
            while self.ready_line not in (None, ""):
                self.banner.append(self.ready_line)
                self.ready_line = self._next_line()
            self.ready_line = self._next_line()
        match = READY_LINE.fullmatch(self.ready_line or "")
        if match is None:
            self.kill()
            raise RuntimeError(
                f"no ready line from {binary} {' '.join(flags)}: stdout {self.stdout!r}, "
                f"stderr {self.stderr!r}, exit code {self.process.returncode}")
        self.ready = match.groupdict()
        self.url = match["url"]

    def _next_line(self):
        try:
            return self._lines.get(timeout=PATIENCE_SECONDS)
        except queue.Empty:
            return None

    def _read_stdout(self):
        for line in self.process.stdout:
            self._stdout.append(line)
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def _read_stderr(self):
        for line in self.process.stderr:
            self._stderr.append(line)

    @property
    def stdout(self):
        return "".join(self._stdout)

    @property
    def stderr(self):
        return "".join(self._stderr)

    def stop(self, sig=signal.SIGTERM):
        """Sends a signal and returns the exit code: negative for death by a signal."""
        self.process.send_signal(sig)
        return self.wait()

    def wait(self):
        try:
            code = self.process.wait(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        self._finish_reading()
        return code

    def kill(self):
        """Ends it as a power cut would; for what must not stay behind."""
        self.process.kill()
        self.process.wait()
        self._finish_reading()

    def _finish_reading(self):
        for reader in self._readers:
            # A child that outlives the process could hold its end of the pipe.
            reader.join(timeout=5)
        self.process.stdout.close()
        self.process.stderr.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.kill()


def client_environment(url):
    """The environment of an SDK program: our endpoint, and nothing of the user's own account."""
    env = {name: value for name, value in os.environ.items()
           if not name.startswith("AWS_") and name.lower() not in ("http_proxy", "all_proxy")}
    env.update({
        "AWS_ENDPOINT_URL": url,
        "AWS_ENDPOINT_URL_DYNAMODB": url,
        "AWS_ACCESS_KEY_ID": "AKIDLOCAL",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_PAGER": "",
        "NO_PROXY": "127.0.0.1,localhost",
    })
    return env

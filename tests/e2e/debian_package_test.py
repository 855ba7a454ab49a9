#!/usr/bin/env python3
"""The .deb: debian_package_test.py BUILD_FOLDER. Makes it with CPack, unpacks it as dpkg does and
runs what is in it."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from dynamodb_wire import expect_once
from stator_process import StatorProcess

BUILD_FOLDER = ""


def run(*command, **how):
    return subprocess.run(command, check=True, capture_output=True, text=True, **how).stdout


class DebianPackageTest(unittest.TestCase):
    def test_it_installs_a_server(self):
        with tempfile.TemporaryDirectory(prefix="stator_e2e_") as scratch:
            run("cpack", "-G", "DEB", "-B", scratch, cwd=BUILD_FOLDER)
            package, = pathlib.Path(scratch).glob("stator_*.deb")
            self.assertEqual("stator", run("dpkg-deb", "-f", package, "Package").strip())
            self.assertEqual("", run("dpkg-deb", "-f", package, "Depends").strip())
            root = pathlib.Path(scratch) / "root"
            run("dpkg-deb", "-x", package, root)
            self.assertIn("Apache License",
                          (root / "usr/share/doc/stator/copyright").read_text())
            with StatorProcess(str(root / "usr/bin/stator"), "--port", "0") as server:
                version = run("dpkg-deb", "-f", package, "Version").strip()
                self.assertEqual(version, server.ready["version"])
                self.assertEqual({"TableNames": []}, expect_once(server.url, "ListTables", {}))
                self.assertEqual(0, server.stop())


if __name__ == "__main__":
    BUILD_FOLDER = sys.argv.pop(1)
    if not (os.access(f"{BUILD_FOLDER}/stator", os.X_OK) and shutil.which("dpkg-shlibdeps")):
        print(f"{BUILD_FOLDER}/stator or dpkg-dev is not there")
        sys.exit(1 if os.environ.get("STATOR_E2E_REQUIRED") else 77)
    unittest.main()

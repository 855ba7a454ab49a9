#!/usr/bin/env python3
"""Copies a folder of JavaScript programs and installs the packages of its lock file beside the copy.

install_javascript_packages.py SOURCE_FOLDER TARGET_FOLDER: installs nothing when the lock file is
the one that was installed.
"""
import os
import pathlib
import shutil
import subprocess
import sys


def main():
    source, target = map(pathlib.Path, sys.argv[1:])
    if not (shutil.which("node") and shutil.which("npm")):
        print("node or npm is not installed")
        return 1 if os.environ.get("STATOR_E2E_REQUIRED") else 77
    target.mkdir(parents=True, exist_ok=True)
    installed = target / "installed-lock.json"
    lock = (source / "package-lock.json").read_bytes()
    for file in source.iterdir():
        if file.is_file():
            shutil.copyfile(file, target / file.name)
    if installed.exists() and installed.read_bytes() == lock:
        return 0
    code = subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=target,
                          stdin=subprocess.DEVNULL, check=False).returncode
    if code == 0:
        installed.write_bytes(lock)
    return code


if __name__ == "__main__":
    sys.exit(main())

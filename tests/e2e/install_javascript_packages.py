#!/usr/bin/env python3
"""Copies a folder of JavaScript programs and installs the packages of its lock file beside the copy.

install_javascript_packages.py [--packages-only] SOURCE_FOLDER TARGET_FOLDER: installs nothing when
the lock file is the one that was installed; with --packages-only the programs stay where they are.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys


def install(source, target):
    """Answers npm's exit code; 77, or 1 when tests must run, if there is no npm."""
    if not (shutil.which("node") and shutil.which("npm")):
        print("node or npm is not installed")
        return 1 if os.environ.get("STATOR_E2E_REQUIRED") else 77
    target.mkdir(parents=True, exist_ok=True)
    installed = target / "installed-lock.json"
    lock = (source / "package-lock.json").read_bytes()
    for file in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(source / file, target / file)
    if installed.exists() and installed.read_bytes() == lock:
        return 0
    code = subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=target,
                          stdin=subprocess.DEVNULL, check=False).returncode
    if code == 0:
        installed.write_bytes(lock)
    return code


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--packages-only", action="store_true")
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("target", type=pathlib.Path)
    arguments = parser.parse_args()
    if not arguments.packages_only:
        arguments.target.mkdir(parents=True, exist_ok=True)
        for file in arguments.source.iterdir():
            if file.is_file():
                shutil.copyfile(file, arguments.target / file.name)
    return install(arguments.source, arguments.target)


if __name__ == "__main__":
    sys.exit(main())

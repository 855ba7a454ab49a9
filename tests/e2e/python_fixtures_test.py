#!/usr/bin/env python3
"""The Python package: python_fixtures_test.py BINARY PACKAGE_SOURCE.

Runs the tests in python_fixtures/ under pytest with the package as `pip install` would lay it out:
with its entry point, so that pytest finds the plugin by itself, and with the binary inside.
"""
import configparser
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
REQUIRED = os.environ.get("STATOR_E2E_REQUIRED")


def entry_points(package_source):
    """The text of entry_points.txt that pyproject.toml stands for."""
    import tomllib  # pylint: disable=import-outside-toplevel
    project = tomllib.loads((package_source / "pyproject.toml").read_text())["project"]
    parser = configparser.ConfigParser()
    for group, entries in project["entry-points"].items():
        parser[group] = entries
    lines = []
    for group in parser.sections():
        lines += [f"[{group}]", *(f"{name} = {value}" for name, value in parser[group].items())]
    return f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n", \
        "\n".join(lines) + "\n"


def main():
    binary, package_source = sys.argv[1], pathlib.Path(sys.argv[2])
    try:
        import boto3  # noqa: F401  pylint: disable=import-outside-toplevel,unused-import
        import pytest  # noqa: F401  pylint: disable=import-outside-toplevel,unused-import
    except ImportError as missing:
        print(missing)
        return 1 if REQUIRED else 77
    if not os.access(binary, os.X_OK):
        print(f"{binary} is not there: ./dev build release")
        return 1 if REQUIRED else 77
    with tempfile.TemporaryDirectory(prefix="stator_e2e_") as scratch:
        site = pathlib.Path(scratch) / "site"
        shutil.copytree(package_source / "stator_testing", site / "stator_testing")
        (site / "stator_testing" / "bin").mkdir()
        shutil.copy(binary, site / "stator_testing" / "bin" / "stator")
        metadata, points = entry_points(package_source)
        information = site / "stator_testing-0.dist-info"
        information.mkdir()
        (information / "METADATA").write_text(metadata)
        (information / "entry_points.txt").write_text(points)
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith(("AWS_", "STATOR_", "PYTEST_"))}
        environment["PYTHONPATH"] = os.pathsep.join((str(site), str(HERE)))
        tests = shutil.copytree(HERE / "python_fixtures", pathlib.Path(scratch) / "tests")
        (tests / "pytest.ini").write_text("[pytest]\nstator_flags = --log-level debug\n")
        return subprocess.run([sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider",
                               str(tests)],
                              stdin=subprocess.DEVNULL, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

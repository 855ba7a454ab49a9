#!/usr/bin/env python3
"""Fails an include that breaks an arrow of docs/architecture.md.

Prints file:line and the rule broken for every #include that a folder may not have.
check_includes.py [--self-test] [FILE...]: without files, all C++ files of the project.
"""
import pathlib
import re
import sys

# Which of our folders a folder may include, itself always. A file belongs to the longest match.
MAY_INCLUDE = {
    "model": [],
    "expressions": ["model"],
    "storage/encoding": ["model"],
    "storage": ["storage/encoding", "model"],
    "server/json": ["storage/encoding", "model"],
    "server/http": ["model"],
    "server/digest": [],
    "server/operations": ["server/json", "server/digest", "expressions", "storage",
                          "storage/encoding", "model"],
    "server/authentication": ["server/http", "server/digest", "model"],
    "server/background": ["model"],
    "server/seeding": ["server/operations", "server/json", "storage", "model"],
    "server": ["server/json", "server/http", "server/operations", "server/background",
               "server/authentication", "server/seeding", "expressions", "storage",
               "storage/encoding", "model"],
    "bench/echo": [],
}

# Libraries that stay in a few folders. Tests may include any.
LIBRARY_STAYS_IN = {
    "boost/": ["server/http", "storage", "bench/echo"],
    "rapidjson/": [],
    "rocksdb/": ["storage"],
    "CLI/": ["server"],
    "openssl/": ["server/digest"],
    "yaml.h": ["server/seeding"],
}

# Folders that take nothing but the standard library from outside: headers without an extension.
STANDARD_LIBRARY_ONLY = ["model", "expressions", "storage/encoding"]

SOURCE_SUFFIXES = {".h", ".cc"}
SKIPPED_FOLDERS = {"build", ".git", "node_modules", ".cache"}
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')


def folder_of(path):
    """The folder of MAY_INCLUDE that a path lies in, or None."""
    matches = [folder for folder in MAY_INCLUDE if path.startswith(folder + "/")]
    return max(matches, key=len, default=None)


def broken_rule(path, quoted, angled):
    """The rule that one include of the file at `path` breaks, or None."""
    own = folder_of(path)
    if own is None:
        return None
    included = quoted or angled
    target = folder_of(included)
    if target is not None:
        if target != own and target not in MAY_INCLUDE[own]:
            allowed = ", ".join(MAY_INCLUDE[own]) or "nothing of ours"
            return f"{own} may include {allowed}; not {target}"
        return None
    if quoted is not None:
        return "an include of ours is written from the root of the project"
    for prefix, folders in LIBRARY_STAYS_IN.items():
        if included.startswith(prefix) and own not in folders:
            return f"{prefix} stays in {', '.join(folders)}"
    if own in STANDARD_LIBRARY_ONLY and not re.fullmatch(r"[a-z_0-9]+", included):
        return f"{own} uses the standard library only"
    return None


def check_text(path, text):
    """Yields (line number, rule) for each broken rule."""
    for number, line in enumerate(text.splitlines(), start=1):
        match = INCLUDE.match(line)
        if match:
            rule = broken_rule(path, match.group(1), match.group(2))
            if rule:
                yield number, rule


def project_files(root):
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if path.suffix in SOURCE_SUFFIXES and not SKIPPED_FOLDERS & set(relative.parts):
            yield relative.as_posix()


def self_test():
    cases = [
        ("model/number.cc", '#include "model/number.h"', True),
        ("model/number.cc", "#include <string_view>", True),
        ("model/number.cc", '#include "storage/table.h"', False),
        ("model/number.cc", "#include <boost/asio.hpp>", False),
        ("model/number.cc", "#include <unistd.h>", False),
        ("model/number.cc", '#include "number.h"', False),
        ("expressions/parser.cc", '#include "model/error.h"', True),
        ("expressions/parser.cc", '#include "storage/table.h"', False),
        ("expressions/partiql/parser.cc", '#include "server/json/shape.h"', False),
        ("storage/encoding/key.cc", "#include <rocksdb/slice.h>", False),
        ("storage/encoding/key.cc", '#include "storage/table.h"', False),
        ("storage/database.cc", "#  include <rocksdb/db.h>", True),
        ("storage/database.cc", '#include "storage/encoding/key.h"', True),
        ("storage/database.cc", '#include "expressions/ast.h"', False),
        ("server/json/reader.cc", "#include <rapidjson/reader.h>", False),
        ("server/json/reader.cc", '#include "expressions/ast.h"', False),
        ("server/http/server.cc", "#include <boost/beast/http.hpp>", True),
        ("server/http/server.cc", '#include "storage/database.h"', False),
        ("server/operations/get_item.cc", '#include "server/http/http_server.h"', False),
        ("server/operations/get_item.cc", "#include <rocksdb/db.h>", False),
        ("server/main.cc", "#include <CLI/CLI.hpp>", True),
        ("server/main.cc", '#include "server/http/http_server.h"', True),
        ("server/main.cc", "#include <boost/asio.hpp>", False),
        ("bench/echo/main.cc", "#include <boost/asio.hpp>", True),
        ("bench/echo/main.cc", '#include "model/error.h"', False),
        ("tests/storage/faults_test.cc", "#include <rocksdb/env.h>", True),
        ("model/number.cc", "// #include <boost/asio.hpp>", True),
    ]
    failures = 0
    for path, line, allowed in cases:
        broken = list(check_text(path, "#pragma once\n" + line + "\n"))
        if (not broken) != allowed or any(number != 2 for number, _ in broken):
            print(f"self-test: {path}: {line}: got {broken}, expected allowed={allowed}")
            failures += 1
    return failures


def main(arguments):
    if "--self-test" in arguments:
        return 1 if self_test() else 0
    root = pathlib.Path(__file__).resolve().parent.parent
    broken = 0
    for path in arguments or project_files(root):
        for number, rule in check_text(path, (root / path).read_text(encoding="utf-8")):
            print(f"{path}:{number}: {rule}")
            broken += 1
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

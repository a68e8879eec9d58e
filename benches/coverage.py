#!/usr/bin/env python3
"""What `abreast coverage` finds, held against what the compiler and ruff find in the same published packages.

usage: coverage.py ORACLE SOURCES [--abreast BIN] [-v]

ORACLE holds `manifest.csv` (name, version, language, ..), `oracle/*.jsonl` with the verdicts of `rustc -W missing_docs` and of
`ruff --select D100,..,D107`, and `score.py`, which compares SARIF with them. SOURCES holds the packages, by name; those without their
doc comments in `stripped/`. Prints one line a package, and the pooled figures last."""

import argparse
import collections
import csv
import json
import pathlib
import subprocess
import sys
import tempfile


def score(args, sarif, oracle, *flags):
    """The figures of one package; with -v what is missed and what is too much."""
    command = [sys.executable, args.oracle / "score.py", sarif, oracle, *flags, *(["-v"] if args.v else [])]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    for line in lines[1:]:
        if line.startswith(("MISS", "EXTRA")):
            print("   ", line)
    return json.loads(lines[0])


def rate(part, whole):
    return f"{100 * part / whole:6.2f} %" if whole else "     - "


def shown(name, sums):
    precision, recall = rate(sums["tp"], sums["tool"]), rate(sums["tp"], sums["oracle"])
    return f"{name:32} {sums['oracle']:6} {sums['tool']:6}  precision {precision}  recall {recall}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("oracle", type=pathlib.Path)
    parser.add_argument("sources", type=pathlib.Path)
    parser.add_argument("--abreast", default="target/release/abreast")
    parser.add_argument("-v", action="store_true", help="name what is missed and what is too much")
    args = parser.parse_args()
    pools = collections.defaultdict(collections.Counter)
    loud = []
    with open(args.oracle / "manifest.csv", newline="", encoding="utf-8") as rows, tempfile.TemporaryDirectory() as scratch:
        for row in csv.DictReader(rows):
            stripped = row["language"].endswith("stripped")
            folder = args.sources / ("stripped" if stripped else "") / row["name"]
            if not folder.is_dir():
                print(f"{row['name']}: not in {folder}", file=sys.stderr)
                continue
            sarif = pathlib.Path(scratch) / "out.sarif"
            command = [args.abreast, "coverage", folder, "--no-cache", "--isolated", "--format", "sarif", "--output", sarif]
            subprocess.run(command, check=True)
            oracle = args.oracle / row["file"]
            sums = score(args, sarif, oracle)
            print(shown(f"{row['language']} {row['name']}", sums))
            pools[row["language"]].update(sums)
            if row["language"] == "rust:default":
                pools["rust:default, not from macros"].update(score(args, sarif, oracle, "--no-macro"))
                if sums["oracle"] == 0 and sums["tool"] > 0:
                    loud.append(row["name"])
    print()
    for name, sums in pools.items():
        print(shown(name, sums))
    print("findings in fully documented crates:", ", ".join(loud) or "none")


if __name__ == "__main__":
    main()

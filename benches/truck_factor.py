#!/usr/bin/env python3
"""Compares `abreast bus-factor` with published truck factors.

usage: truck_factor.py SYSTEMS.csv CLONES [--abreast COMMAND] [--only NAME,..]

SYSTEMS.csv has the columns repo, fetch_as, sha, tf_published, tf_reference and published_developers_share
(`Name:percent|Name:percent`); lines that begin with `#` are comments. CLONES holds a folder `owner+name/repo` (a git
directory) for each `fetch_as`. Prints a line a system: the published figure, that of the reference implementation, and
what each method gives, with the share of files left; then how many are exact and within one, and how many of the
published people are among those that were counted.
"""
import argparse
import csv
import json
import os
import shlex
import subprocess
import sys
import unicodedata

METHODS = ("doa-study", "doa")


def fold(name):
    """A name without accents, case and what stands in brackets."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.split("(")[0]) if not unicodedata.combining(c))
    return " ".join(plain.replace("ł", "l").replace("Ł", "L").upper().split())


def same(published, shown):
    """Whether two names are of one person: equal, equal to what stands in brackets, or one cut off at its end."""
    names = {fold(published), fold(published.partition("(")[2].rstrip(")"))} - {""}
    shown = fold(shown)
    return shown in names or any(len(name) >= 12 and shown.startswith(name) for name in names)


def systems(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def published_names(cell):
    """Those of `Name:percent|..`; a list that says it is cut off ends there."""
    names = []
    for part in cell.split("|"):
        name, _, share = part.rpartition(":")
        if name and share.strip().rstrip("%").isdigit():
            names.append(name)
    return names


def run(command, repo, sha, method):
    arguments = [*command, "-C", repo, "bus-factor", "--rev", sha, "--method", method, "--people", "names"]
    arguments += ["--no-docs", "--format", "json", "--isolated"]
    done = subprocess.run(arguments, capture_output=True, text=True)
    if done.returncode != 0:
        return {"error": done.stderr.strip().splitlines()[:1]}
    return json.loads(done.stdout)["repository"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("systems")
    parser.add_argument("clones")
    parser.add_argument("--abreast", default="target/release/abreast")
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    command = shlex.split(arguments.abreast)
    only = [name for name in arguments.only.split(",") if name]
    exact = dict.fromkeys(METHODS, 0)
    near = dict.fromkeys(METHODS, 0)
    found = dict.fromkeys(METHODS, 0)
    people = count = 0
    print(f"{'system':32}{'published':>10}{'reference':>10}" + "".join(f"{method:>18}" for method in METHODS))
    for row in systems(arguments.systems):
        if only and not any(name in row["repo"] for name in only):
            continue
        repo = os.path.join(arguments.clones, row["fetch_as"].replace("/", "+"), "repo")
        published = int(row["tf_published"])
        names = published_names(row["published_developers_share"])
        people += len(names)
        count += 1
        line = f"{row['repo']:32}{published:>10}{row['tf_reference']:>10}"
        missing = {}
        for method in METHODS:
            result = run(command, repo, row["sha"], method)
            if "error" in result:
                line += f"{'error':>18}"
                print(row["repo"], result["error"], file=sys.stderr)
                continue
            figure = result["bus_factor"]
            exact[method] += figure == published
            near[method] += abs(figure - published) <= 1
            known = [person["name"] for person in result["people"]]
            missing[method] = [name for name in names if not any(same(name, shown) for shown in known)]
            found[method] += len(names) - len(missing[method])
            line += f"{figure:>8} ({100 * result['coverage_left']:4.1f} %)"
        print(line, flush=True)
        for method, left in missing.items():
            if left:
                print(f"    {method} does not count {', '.join(left)}")
    print(f"\n{count} systems")
    for method in METHODS:
        share = f"{100 * found[method] / people:.1f} %" if people else "-"
        print(f"{method}: {exact[method]} exact, {near[method]} within one; {found[method]} of {people} published people ({share})")


if __name__ == "__main__":
    main()

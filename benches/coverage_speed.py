#!/usr/bin/env python3
"""CPU seconds of `abreast coverage` beside those of others on the same tree, whole processes, in turns.

usage: coverage_speed.py DJANGO PETGRAPH [--abreast BIN] [--ruff RUFF] [--interrogate BIN] [--runs N]

DJANGO is an unpacked wheel of Django, PETGRAPH the source of the crate petgraph (a copy: its `src/lib.rs` is touched, and `cargo check`
must have built its dependencies before). Prints the least and the median of the CPU seconds of each command, user and system."""

import argparse
import os
import pathlib
import resource
import shutil
import subprocess
import tempfile


def cpu(command, **options):
    """CPU seconds and peak memory (MiB) of a process with all that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, **options)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def in_turns(runs, commands):
    """Least and median of each command. `commands`: name to what runs it once and gives its seconds."""
    seconds = {name: [] for name in commands}
    for run in range(runs + 1):
        for name, once in commands.items():
            taken = once()
            if run > 0:  # The first turn fills the caches of the system.
                seconds[name].append(taken)
    for name, taken in seconds.items():
        taken.sort()
        print(f"{name:48} {taken[0]:7.3f} least {taken[len(taken) // 2]:7.3f} median")
    return {name: taken[0] for name, taken in seconds.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("django", type=pathlib.Path)
    parser.add_argument("petgraph", type=pathlib.Path)
    parser.add_argument("--abreast", default="target/release/abreast")
    parser.add_argument("--ruff", default="ruff")
    parser.add_argument("--interrogate", default="interrogate")
    parser.add_argument("--runs", type=int, default=9)
    args = parser.parse_args()
    scratch = tempfile.TemporaryDirectory()
    folder = pathlib.Path(scratch.name)

    def abreast(tree, *flags):
        return lambda: cpu([args.abreast, "coverage", tree, "--isolated", *flags])

    def ruff(*flags):
        return lambda: cpu([args.ruff, "check", "--isolated", "--select", "D1", *flags, args.django])

    warm = ["--cache-dir", folder / "abreast"]
    least = in_turns(
        args.runs,
        {
            "ruff, no cache": ruff("--no-cache"),
            "ruff, warm": ruff("--cache-dir", folder / "ruff"),
            "ruff, warm, statistics only": ruff("--cache-dir", folder / "ruff", "--statistics"),
            "abreast, no cache": abreast(args.django, "--no-cache"),
            "abreast, no cache, each symbol (concise)": abreast(args.django, "--no-cache", "--format", "concise"),
            "abreast, no cache, each symbol (sarif)": abreast(args.django, "--no-cache", "--format", "sarif"),
            "abreast, warm": abreast(args.django, *warm),
            "abreast, warm, each symbol (concise)": abreast(args.django, *warm, "--format", "concise"),
        },
    )
    print("abreast cold / ruff cold:", round(least["abreast, no cache, each symbol (concise)"] / least["ruff, no cache"], 2))
    print("abreast warm / ruff cold:", round(least["abreast, warm, each symbol (concise)"] / least["ruff, no cache"], 2))
    print("abreast warm / ruff warm:", round(least["abreast, warm, each symbol (concise)"] / least["ruff, warm"], 2))
    slow = {
        "interrogate": lambda: cpu([args.interrogate, "-q", args.django]),
        "abreast, no cache, for the same": abreast(args.django, "--no-cache"),
    }
    least = in_turns(1, slow)
    print("interrogate / abreast cold:", round(least["interrogate"] / least["abreast, no cache, for the same"], 1))
    root = args.petgraph / "src" / "lib.rs"

    def check():
        os.utime(root)
        return cpu(["cargo", "check", "--offline"], cwd=args.petgraph)

    least = in_turns(args.runs, {"cargo check, root touched": check, "abreast on petgraph": abreast(args.petgraph, "--no-cache")})
    print("cargo check / abreast:", round(least["cargo check, root touched"] / least["abreast on petgraph"], 1))
    if shutil.which("/usr/bin/time"):
        command = ["/usr/bin/time", "-f", "%M", args.abreast, "coverage", args.django, "--no-cache", "--format", "sarif"]
        told = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, text=True)
        print("memory of abreast on Django:", int(told.stderr.split()[-1]) // 1024, "MiB")
    scratch.cleanup()


if __name__ == "__main__":
    main()

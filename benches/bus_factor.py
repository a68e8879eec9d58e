#!/usr/bin/env python3
"""CPU seconds and peak memory of `abreast bus-factor` beside git's own walk over the names.

usage: bus_factor.py CLONE.. [--abreast COMMAND] [--runs N]

CLONE is a git directory. Runs `git log --no-merges --raw -M` and `abreast bus-factor` in turns, N times (default 5), and
prints for each clone the least CPU seconds (user and system, all threads) of both, their ratio, and abreast's peak memory.
"""
import argparse
import os
import shlex
import subprocess


def measure(command):
    """CPU seconds and peak memory in MiB of a command."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{shlex.join(command)} failed:\n{error}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clones", nargs="+")
    parser.add_argument("--abreast", default="target/release/abreast")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    for clone in arguments.clones:
        git = ["git", "--git-dir", clone, "log", "--no-merges", "--raw", "-M"]
        own = [*shlex.split(arguments.abreast), "-C", clone, "bus-factor", "--format", "json", "--isolated"]
        theirs, ours, memory = [], [], 0
        for _ in range(arguments.runs):
            theirs.append(measure(git)[0])
            seconds, peak = measure(own)
            ours.append(seconds)
            memory = max(memory, peak)
        print(
            f"{clone}: git {min(theirs):.2f} s, abreast {min(ours):.2f} s, ratio {min(ours) / min(theirs):.2f}, "
            f"peak memory {memory:.0f} MiB",
            flush=True,
        )


if __name__ == "__main__":
    main()

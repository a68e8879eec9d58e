#!/usr/bin/env python3
"""Compares abreast with docrot and docs-drift: whole repositories at a commit, mined cases, and a seeded rename.

Usage: benches/comparison.py BENCH CLONES [ABREAST] [--only heads,A,B,seeded] [--cases N] [--json FILE]
  BENCH    the folder with cases/dev.jsonl
  CLONES   a full clone of each repository of the cases, at OWNER+NAME/repo (only read)
  ABREAST  the binary, target/release/abreast by default
docrot and docs-drift are taken from PATH; what is missing is installed into a virtual environment that is removed at
the end. Each case gets a fresh clone that shares the objects of the given one, so that nobody starts with a warm cache.
Needs the standard library and git only. Not a judge: the verdicts on whole repositories were made by eye and are listed
below, for the commits named there; a finding that is not in the lists is counted as wrong and printed for reading.
"""
import argparse
import collections
import json
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse

PEERS = {"docrot": "0.1.0", "docs-drift": "0.1.1"}
TOOLS = ("abreast", "docrot", "docs-drift")
LIMIT = 600
# docs-drift shows and acts on what it is at least this sure of, unless it is told otherwise.
SURE = 0.6

# Lines that are stale or were never true, by eye, whichever tool found them (or none): commit, then path and line.
STALE = {
    "encode/httpx": ("ae1b9f66", {
        ("docs/advanced/transports.md", 178), ("docs/advanced/transports.md", 190), ("docs/api.md", 88),
        ("docs/api.md", 126), (".github/CONTRIBUTING.md", 214), (".github/CONTRIBUTING.md", 217)}),
    "psf/requests": ("1f6589ec", set()),
    "casey/just": ("4f41f609", set()),
    "encode/starlette": ("cb8f84f5", {
        ("docs/contributing.md", 156), ("docs/endpoints.md", 67), ("docs/websockets.md", 7)}),
    "mkdocs/mkdocs": ("28625367", {
        ("CONTRIBUTING.md", 158), ("docs/dev-guide/themes.md", 747), ("docs/dev-guide/themes.md", 750),
        ("docs/dev-guide/themes.md", 1089), ("docs/dev-guide/themes.md", 1090),
        ("docs/dev-guide/themes.md", 1098), ("docs/dev-guide/themes.md", 1100), ("docs/dev-guide/themes.md", 1107),
        ("docs/dev-guide/translations.md", 92), ("docs/dev-guide/plugins.md", 489), ("docs/getting-started.md", 161)}),
}


class Run:
    """What one tool said about one state: findings as (path, line, name, sure), and what it cost."""

    def __init__(self):
        self.findings, self.wall, self.cpu, self.note = [], 0.0, 0.0, ""


def git(folder, *words, check=True):
    config = ["-c", "safe.directory=*", "-c", "core.quotepath=off", "-c", "advice.detachedHead=false"]
    done = subprocess.run(["git", "-C", str(folder), *config, *words], capture_output=True, env=fixed())
    if check and done.returncode:
        raise RuntimeError(f"git {words[0]}: {done.stderr.decode(errors='replace')[:200]}")
    return done.stdout.decode(errors="replace")


def fixed():
    who = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER")
           for part, value in (("NAME", "bench"), ("EMAIL", "bench@example.org"), ("DATE", "1700000000 +0000"))}
    return {**os.environ, **who, "LC_ALL": "C.UTF-8", "GIT_NO_LAZY_FETCH": "1"}


def timed(command, folder, cache):
    """Runs a command; the seconds are of the whole process and everything that it started."""
    run = Run()
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "LC_ALL": "C.UTF-8"}
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen([str(word) for word in command], cwd=folder, env=environment, stdout=out,
                                   stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            run.note = "timeout"
        out.seek(0)
        text = out.read().decode(errors="replace")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    run.wall = time.monotonic() - start
    run.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return run, text


def sarif(text):
    """Findings at warning or error."""
    found = []
    for result in json.loads(text)["runs"][0].get("results", []):
        if result.get("level", "warning") not in ("warning", "error") or result.get("suppressions"):
            continue
        place = result["locations"][0]["physicalLocation"]
        path = urllib.parse.unquote(place["artifactLocation"]["uri"])
        name = result.get("properties", {}).get("symbol") or result["message"]["text"].split("\n")[0]
        found.append((path.removeprefix("./"), place.get("region", {}).get("startLine", 0), name, True))
    return found


def own(text):
    """Findings of abreast at warning or error; one that a chapter repeats counts on each of its lines."""
    found = []
    for finding in json.loads(text)["findings"]:
        if finding["level"] == "note":
            continue
        lines = [finding["primary"]["start"]["line"]]
        lines += [line for fact in finding["evidence"] if fact["kind"] == "also-on" for line in fact["lines"]]
        found += [(finding["primary"]["path"], line, finding["symbol"], True) for line in lines]
    return found


def drift(text):
    """Findings of docs-drift's JSON: everything but `ok` and `unverifiable`, with a mark whether it is sure."""
    found = []
    for entry in json.loads(text)["findings"]:
        if entry["verdict"] not in ("ok", "unverifiable"):
            claim = entry["claim"]
            name = f"{entry['verdict']} {claim['kind']} {claim['value']}"
            found.append((claim["doc_path"], claim["line"], name, entry["confidence"] >= SURE))
    return found


def parsed(run, text, reader):
    try:
        run.findings = reader(text)
    except (ValueError, KeyError, IndexError) as error:
        run.note = run.note or f"no output ({type(error).__name__})"
    return run


class Bench:
    """The tools, the clones and a folder for scratch."""

    def __init__(self, options, scratch):
        self.clones, self.scratch, self.count = pathlib.Path(options.clones), scratch, 0
        self.commands = {"abreast": str(pathlib.Path(options.abreast).resolve()), **peers(scratch)}

    def work_tree(self, repository, revision):
        print(f"{repository} {revision[:10]}", file=sys.stderr)
        shutil.rmtree(self.scratch / str(self.count), ignore_errors=True)
        self.count += 1
        folder = self.scratch / str(self.count) / repository.split("/")[1]
        source = self.clones / repository.replace("/", "+") / "repo"
        git(".", "clone", "--quiet", "--shared", "--no-checkout", str(source.resolve()), str(folder))
        checkout(folder, revision)
        return folder

    def audit(self, tool, folder):
        """What the tool says about the work tree as it is."""
        command = self.commands[tool]
        cache = folder.parent / f"cache-{tool}"
        if tool == "abreast":
            return parsed(*timed([command, "check", "--format", "json"], folder, cache), own)
        if tool == "docrot":
            return parsed(*timed([command, "check", "--format", "sarif"], folder, cache), sarif)
        report = folder.parent / "scan.json"
        run, _ = timed([command, "--format", "json", "--output", report, "scan"], folder, cache)
        shutil.rmtree(folder / ".docs-drift", ignore_errors=True)
        return parsed(run, report.read_text() if report.exists() else "", drift)

    def change(self, tool, folder, base, head):
        """What the tool says that the change from base to head made stale; the work tree is at head."""
        command = self.commands[tool]
        cache = folder.parent / f"cache-{tool}"
        if tool == "abreast":
            words = [command, "check", "--base", base, "--head", head, "--format", "json"]
            return parsed(*timed(words, folder, cache), own)
        if tool == "docs-drift":
            report = folder.parent / "pr"
            run, _ = timed([command, "pr", "--base", base, "--report-dir", report], folder, cache)
            shutil.rmtree(folder / ".docs-drift", ignore_errors=True)
            if (report / "pr.json").exists():
                return parsed(run, (report / "pr.json").read_text(), drift)
        # docrot has no such mode (`--changed-only` looks at changed docs), docs-drift's refuses symbolic links.
        return self.difference(tool, folder, base, head)

    def difference(self, tool, folder, base, head):
        """Audits of both sides, and what is new at head."""
        run = self.audit(tool, folder)
        checkout(folder, base)
        before = self.audit(tool, folder)
        checkout(folder, head)
        known = collections.Counter((path, name) for path, _, name, _ in before.findings)
        fresh = []
        for finding in run.findings:
            known[finding[0], finding[2]] -= 1
            if known[finding[0], finding[2]] < 0:
                fresh.append(finding)
        run.findings, run.wall, run.cpu = fresh, run.wall + before.wall, run.cpu + before.cpu
        run.note = run.note or before.note
        return run


def peers(scratch):
    found = {name: shutil.which(name) for name in PEERS}
    if not all(found.values()):
        subprocess.run([sys.executable, "-m", "venv", scratch / "venv"], check=True)
        wanted = [f"{name}=={version}" for name, version in PEERS.items()]
        subprocess.run([scratch / "venv/bin/pip", "install", "--quiet", *wanted], check=True, stdout=sys.stderr)
        found = {name: str(scratch / "venv/bin" / name) for name in PEERS}
    return found


def checkout(folder, revision):
    """The files of a revision, without those that the clone lacks."""
    git(folder, "checkout", "--quiet", "--force", "--detach", revision, check=False)
    if git(folder, "rev-parse", "HEAD").strip() != git(folder, "rev-parse", f"{revision}^{{commit}}").strip():
        git(folder, "update-ref", "--no-deref", "HEAD", revision)
        git(folder, "read-tree", "HEAD")
        git(folder, "checkout-index", "--all", "--force", "--quiet", check=False)
        git(folder, "clean", "--quiet", "-fdx", check=False)


def held_back(folder, case):
    """A commit with the code of the case's commit and the docs of its parent."""
    for path in case["hold_back"]:
        known = git(folder, "ls-tree", "--name-only", case["base"], "--", path)
        if known:
            git(folder, "checkout", case["base"], "--", f":(literal){path}")
        else:
            git(folder, "rm", "--quiet", "--force", "--ignore-unmatch", "--", f":(literal){path}")
    tree = git(folder, "write-tree", "--missing-ok").strip()
    head = git(folder, "commit-tree", tree, "-p", case["base"], "-m", "the code part").strip()
    git(folder, "update-ref", "--no-deref", "HEAD", head)
    return head


def rewritten(folder, case):
    """Lines of the base that the authors changed themselves."""
    lines, path = set(), None
    pages = [f":(literal){page}" for page in case["hold_back"]]
    words = ("diff", "--unified=0", "--no-renames", "--no-color", case["base"], case["commit"], "--", *pages)
    for line in git(folder, *words).splitlines():
        if line.startswith("--- "):
            path = line[6:].rstrip("\t")
        elif match := re.match(r"@@ -(\d+)(?:,(\d+))? ", line):
            start, count = int(match[1]), int(match[2] or 1)
            lines |= {(path, number) for number in range(start, start + count)}
    return lines


def near(finding, lines, reach=2):
    return any((finding[0], finding[1] + step) in lines for step in range(-reach, reach + 1))


def seconds(runs):
    wall, cpu = (sum(getattr(run, kind) for run in runs) / max(1, len(runs)) for kind in ("wall", "cpu"))
    return f"{wall:.1f} / {cpu:.1f}"


def table(title, *rows):
    print(f"\n{title}\n")
    for index, row in enumerate(rows):
        print("| " + " | ".join(str(cell) for cell in row) + " |")
        if index == 0:
            print("|" + "---|" * len(row))
    sys.stdout.flush()


def views(tool):
    """docs-drift is shown twice: as it is by default, and with all that its SARIF calls a warning or an error."""
    return [("docs-drift", True), ("docs-drift, all", False)] if tool == "docs-drift" else [(tool, False)]


def kept(run, sure):
    return [finding for finding in run.findings if finding[3] or not sure]


def heads(bench):
    rows, unread, total = [], [], collections.defaultdict(collections.Counter)
    costs = collections.defaultdict(list)
    for repository, (commit, stale) in STALE.items():
        folder = bench.work_tree(repository, commit)
        for tool in TOOLS:
            run = bench.audit(tool, folder)
            for label, sure in views(tool):
                found = kept(run, sure)
                right = {finding[:2] for finding in found if finding[:2] in stale}
                wrong = [finding for finding in found if finding[:2] not in stale]
                rows.append((repository, label, len(right), len(stale) - len(right), len(wrong), seconds([run]), run.note))
                total[label].update(found=len(right), missed=len(stale) - len(right), wrong=len(wrong))
                costs[label].append(run)
                if tool != "docs-drift":
                    unread += [f"{repository} {label} {path}:{line} {name}" for path, line, name, _ in wrong]
    for label, counts in total.items():
        rows.append(("all, mean seconds", label, counts["found"], counts["missed"], counts["wrong"], seconds(costs[label]), ""))
    table("Whole repositories", ("repository", "tool", "found", "missed", "wrong", "seconds, wall / CPU", ""), *rows)
    if unread:
        print("\nCounted as wrong:\n" + "\n".join(f"- {line}" for line in unread))


def drawn(bench_folder, kind, count):
    """The draw: cases of the kind, sorted by id, `random.Random(1).sample`."""
    with open(pathlib.Path(bench_folder) / "cases/dev.jsonl", encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines if line.strip()]
    cases = sorted((case for case in cases if case["kind"] == kind), key=lambda case: case["id"])
    return random.Random(1).sample(cases, min(count, len(cases)))


def changes(bench, cases, log):
    rows, total, costs = [], collections.defaultdict(collections.Counter), collections.defaultdict(list)
    for case in cases:
        folder = bench.work_tree(case["repo"], case["commit"])
        head = held_back(folder, case)
        expected = {(entry["path"], entry["line"]) for entry in case["expected"]}
        known = rewritten(folder, case) | {tuple(place[:2]) for place in case.get("untouched_mentions", [])}
        cells = []
        for tool in TOOLS:
            run = bench.change(tool, folder, case["base"], head)
            for label, sure in views(tool):
                found = kept(run, sure)
                places = {finding[:2] for finding in found}
                hit = {place for place in expected if near(place, places)}
                odd = [finding for finding in found if not near(finding, expected) and finding[:2] not in known]
                cells.append(f"{len(hit)} + {len(odd)} odd{', ' + run.note if run.note else ''}")
                total[label].update(found=len(hit), missed=len(expected) - len(hit), findings=len(found), odd=len(odd))
                costs[label].append(run)
                log.append(dict(id=case["id"], tool=label, missed=sorted(expected - hit), odd=odd))
        rows.append((case["id"], len(expected), *cells))
        print(*rows[-1], sep=" | ", file=sys.stderr)
    names = [label for tool in TOOLS for label, _ in views(tool)]
    table("A: lines hit and unexplained findings", ("case", "lines", *names), *rows)
    rows = [(label, got["found"], got["missed"], got["findings"], got["odd"], seconds(costs[label]))
            for label, got in total.items()]
    table("A", ("tool", "found", "missed", "findings", "of them unexplained", "mean seconds, wall / CPU"), *rows)


def audits(bench, cases, log):
    rows, total, costs = [], collections.defaultdict(collections.Counter), collections.defaultdict(list)
    for case in cases:
        folder = bench.work_tree(case["repo"], case["rev"])
        cells = []
        for tool in TOOLS:
            run = bench.audit(tool, folder)
            for label, sure in views(tool):
                found = kept(run, sure)
                hit = int(any(near(finding, {(case["path"], case["line"])}) for finding in found))
                cells.append(f"{'yes' if hit else 'no'} of {len(found)}{', ' + run.note if run.note else ''}")
                total[label].update(found=hit, missed=1 - hit, findings=len(found))
                costs[label].append(run)
                log.append(dict(id=case["id"], tool=label, hit=hit, findings=found[:200]))
        rows.append((case["id"], case["element"], *cells))
        print(*rows[-1], sep=" | ", file=sys.stderr)
    names = [label for tool in TOOLS for label, _ in views(tool)]
    table("B: found, of how many findings", ("case", "name", *names), *rows)
    rows = [(label, got["found"], got["missed"], f"{got['findings'] / max(1, len(cases)):.1f}", seconds(costs[label]))
            for label, got in total.items()]
    table("B", ("tool", "found", "missed", "findings per audit", "mean seconds, wall / CPU"), *rows)


def seeded(bench):
    """Two names are renamed in the code of httpx only; the stale lines are those of its docs that hold them."""
    folder = bench.work_tree("encode/httpx", STALE["encode/httpx"][0])
    base = git(folder, "rev-parse", "HEAD").strip()
    for page in folder.rglob("*.py"):
        text = page.read_text()
        page.write_text(text.replace("raise_for_status", "check_status").replace("NetRCAuth", "NetrcFileAuth"))
    git(folder, "commit", "--quiet", "--all", "--message", "rename in code only")
    grep = git(folder, "grep", "-nE", "raise_for_status|NetRCAuth", "--", "*.md", ":!CHANGELOG.md")
    stale = {(path, int(line)) for path, line, _ in (row.split(":", 2) for row in grep.splitlines())}
    rows = []
    for tool in TOOLS:
        run = bench.change(tool, folder, base, git(folder, "rev-parse", "HEAD").strip())
        for label, sure in views(tool):
            found = kept(run, sure)
            hit = stale & {finding[:2] for finding in found}
            wrong = sum(finding[:2] not in stale for finding in found)
            rows.append((label, len(hit), len(stale) - len(hit), wrong, seconds([run])))
    table("Seeded", ("tool", "found", "missed", "other", "seconds, wall / CPU"), *rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("bench")
    parser.add_argument("clones")
    parser.add_argument("abreast", nargs="?", default="target/release/abreast")
    parser.add_argument("--only", default="heads,A,B,seeded")
    parser.add_argument("--cases", type=int, default=10, help="how many cases of a kind are drawn")
    parser.add_argument("--json", help="writes what was missed and what was unexplained, by case")
    parser.add_argument("--tools", default=",".join(TOOLS), help="runs only some of the tools")
    options = parser.parse_args()
    globals()["TOOLS"] = tuple(tool for tool in TOOLS if tool in options.tools.split(","))
    wanted, log = options.only.split(","), []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        bench = Bench(options, pathlib.Path(scratch))
        print("Versions:", ", ".join(f"{tool} {version(bench.commands[tool])}" for tool in TOOLS))
        if "heads" in wanted:
            heads(bench)
        if "A" in wanted:
            changes(bench, drawn(options.bench, "A", options.cases), log)
        if "B" in wanted:
            audits(bench, drawn(options.bench, "B", options.cases), log)
        if "seeded" in wanted:
            seeded(bench)
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(log, indent=1))


def version(command):
    done = subprocess.run([command, "--version"], capture_output=True, text=True)
    return (done.stdout + done.stderr).split()[-1]


if __name__ == "__main__":
    main()

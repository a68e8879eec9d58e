#!/usr/bin/env bash
# Scores `abreast check` on cases mined from the history of public repositories.
# Usage: benches/staleness.sh BENCH CLONES [ABREAST] [ARGUMENTS of run.py]
#   BENCH   the folder with run.py and cases/dev.jsonl
#   CLONES  a full clone of each repository of the cases, at OWNER+NAME/repo
set -euo pipefail
bench="${1:?the folder with run.py}"
clones="${2:?the folder with the clones}"
abreast="$(realpath "${3:-target/release/abreast}")"
shift $(($# < 3 ? $# : 3))
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
python3 "$bench/run.py" --tool-cmd "$abreast check" --cases "$bench/cases/dev.jsonl" --mirror "$clones" --scratch "$scratch" "$@"

#!/usr/bin/env bash
# How often `stale-docstring` fires, as a warning: every third of the last 1,200 commits of each clone's first parents, each
# checked against its parent. Prints the findings, and how many commits were checked.
#
# usage: benches/stale_docstring.sh CLONE..    (ABREAST=target/release/abreast)
set -euo pipefail
abreast="${ABREAST:-target/release/abreast}"
count=0
for clone in "$@"; do
  for commit in $(git -C "$clone" rev-list --first-parent --no-merges -n 1200 HEAD | awk 'NR % 3 == 0'); do
    count=$((count + 1))
    # Exit code 1 says that something was found.
    found="$("$abreast" check -C "$clone" --base "$commit^" --head "$commit" --select stale-docstring --format concise --quiet || true)"
    [ -z "$found" ] || printf '%s %.10s %s\n' "$clone" "$commit" "$found"
  done
done
echo "$count commits"

#!/usr/bin/env bash
# How long the hook takes: each of the newest commits without merges, as if it were about to be committed. Run in a clone whose
# HEAD is detached; HEAD is moved and comes back, files and index stay as they are.
#   benches/hook_speed.sh [COUNT] [ABREAST]
set -euo pipefail

count=${1:-100}
abreast=${2:-abreast}
tip=$(git rev-parse --verify HEAD)
if git symbolic-ref --quiet HEAD >/dev/null; then
  echo 'HEAD is a branch: git checkout --detach first' >&2
  exit 2
fi
index=$(mktemp -d)
trap 'git update-ref --no-deref HEAD "$tip"; rm -rf "$index"' EXIT
export GIT_INDEX_FILE=$index/index

TIMEFORMAT='%R %U %S'
while read -r commit; do
  git rev-parse --quiet --verify "$commit~1" >/dev/null || continue
  git update-ref --no-deref HEAD "$commit~1"
  git read-tree "$commit"
  code=0
  seconds=$({ time "$abreast" check --staged >/dev/null 2>&1; } 2>&1) || code=$?
  printf '%s %s exit %s\n' "$seconds" "${commit:0:10}" "$code"
done < <(git rev-list --no-merges -n "$count" "$tip") >"$index/times"

sort -n "$index/times" | awk '
  { all[NR] = $1 " s (processor " $2 + $3 " s)"; if ($NF != 0) stopped++ }
  END {
    printf "%d commits, %d stopped\n", NR, stopped
    printf "half within %s\n95 of 100 within %s\nslowest %s\n", all[int((NR + 1) / 2)], all[int(NR * 0.95)], all[NR]
  }'

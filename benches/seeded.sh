#!/usr/bin/env bash
# The seeded test: renames `raise_for_status` and `NetRCAuth` in the code of httpx only, and asks what that made stale.
# Usage: benches/seeded.sh CLONE [ABREAST]   (CLONE: a full clone of encode/httpx; it is copied, not changed)
set -euo pipefail
clone="${1:?a full clone of encode/httpx}"
abreast="$(realpath "${2:-target/release/abreast}")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
git clone --quiet "$clone" "$work/httpx"
cd "$work/httpx"
grep -rlE 'raise_for_status|NetRCAuth' --include='*.py' . | xargs sed -i 's/raise_for_status/check_status/g; s/NetRCAuth/NetrcFileAuth/g'
git -c user.name=seed -c user.email=seed@example.org commit --quiet --all --message 'rename in code only'
left() { { git grep -cE 'raise_for_status|NetRCAuth' -- '*.md' ':!CHANGELOG.md' || true; } | awk -F: '{ sum += $2 } END { print sum + 0 }'; }
echo "stale lines before: $(left)"
"$abreast" check --base HEAD~1 --format concise || true
"$abreast" check --base HEAD~1 --fix --quiet || true
echo "stale lines after --fix: $(left)"

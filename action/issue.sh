#!/usr/bin/env bash
# One issue for a periodic run, found again by its marker and its author: opened or brought up to date while there is something to
# do, closed when there is not, reopened when there is again.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=action/lib.sh
. "$here/lib.sh"

title() {
  case $INPUT_COMMAND in
    bus-factor) echo "abreast: code that few people know" ;;
    coverage) echo "abreast: what is public and not documented" ;;
    report) echo "abreast: docs, coverage and bus factor" ;;
    *) echo "abreast: docs to bring up to date" ;;
  esac
}

# Writes the body, and the state that the issue is to have, as the API takes them.
payload() {
  local mark=$1 state=$2
  {
    fit "$FOLDER/summary.md" $((COMMENT_LIMIT - ${#mark} - 2))
    printf '\n%s\n' "$mark"
  } >"$FOLDER/issue.md"
  jq -n --rawfile body "$FOLDER/issue.md" --arg state "$state" --arg title "$(title)" \
    'if $state == "new" then {title: $title, body: $body} else {state: $state, body: $body} end' >"$FOLDER/issue.json"
}

write_issue() {
  local here=repos/${GITHUB_REPOSITORY:?}/issues mark list=$FOLDER/issues.json number state wanted=open
  mark=$(marker report "$INPUT_COMMAND" "$INPUT_WORKING_DIRECTORY")
  api --paginate "$here?state=all&creator=github-actions%5Bbot%5D&per_page=100" >"$list" || return 1
  IFS=$'\t' read -r _ number state < <(ours "$list" "$mark" | head -n 1) || true
  [ "$EXIT_CODE" != 0 ] || [ $((${ERRORS:?} + ${WARNINGS:?})) != 0 ] || wanted=closed
  if [ -n "${number:-}" ]; then
    # A closed issue of a clean repository stays as it is.
    [ "$wanted$state" != closedclosed ] || return 0
    payload "$mark" "$wanted"
    api --method PATCH "$here/$number" --input "$FOLDER/issue.json" >"$FOLDER/answer.json"
  elif [ "$wanted" = open ]; then
    payload "$mark" new
    api --method POST "$here" --input "$FOLDER/issue.json" >"$FOLDER/answer.json"
  fi
}

[ "$INPUT_ISSUE" = rolling ] || exit 0
if [ "$EXIT_CODE" = 2 ] || [ ! -s "$FOLDER/summary.md" ]; then
  echo 'No issue: the job could not be done.'
  exit 0
fi
case ${GITHUB_EVENT_NAME:-} in
  pull_request*)
    echo 'No issue: pull requests have comments.'
    exit 0
    ;;
esac
write_issue ||
  annotate warning 'The issue could not be written: the job needs the permission issues: write'

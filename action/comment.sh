#!/usr/bin/env bash
# One comment on the pull request, found again by its marker and its author, and brought up to date in place.
# From a fork the token can only read: then the text is put into a folder for a second workflow (docs/github-action.md).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=action/lib.sh
. "$here/lib.sh"

# Whether there is something to say. A job half done says nothing about the docs.
findings=$((${ERRORS:?} + ${WARNINGS:?}))

skip() {
  printf 'No comment: %s.\n' "$1"
  exit 0
}

# What the second workflow needs, as data: it trusts none of it.
leave_for_second_workflow() {
  local to=$FOLDER/comment
  mkdir -p "$to"
  printf '%s\n' "$number" >"$to/number"
  printf '%s\n' "$findings" >"$to/findings"
  head -c 50000 "$FOLDER/findings.txt" >"$to/text" 2>/dev/null || : >"$to/text"
  output comment-folder "$to"
  annotate notice "The pull request comes from a fork, whose token cannot write a comment. The annotations and the summary have the whole result."
}

[ "$INPUT_COMMENT" != never ] || exit 0
[ "$EXIT_CODE" != 2 ] || skip "the job could not be done"
[ -s "$FOLDER/summary.md" ] || skip "there is nothing to write"
number=$(event .pull_request.number)
is_number "$number" || skip "this is no pull request"
from=$(event .pull_request.head.repo.full_name)
if [ "$from" != "${GITHUB_REPOSITORY:?}" ]; then
  leave_for_second_workflow
  exit 0
fi

mark=$(marker comment "$INPUT_COMMAND" "$INPUT_WORKING_DIRECTORY")
{
  fit "$FOLDER/summary.md" $((COMMENT_LIMIT - ${#mark} - 2))
  printf '\n%s\n' "$mark"
} >"$FOLDER/comment.md"
when=always
if [ "$INPUT_COMMENT" = on-findings ] && [ "$findings" = 0 ] && [ "$EXIT_CODE" = 0 ]; then
  when=existing
fi
upsert_comment "$number" "$FOLDER/comment.md" "$mark" "$when" ||
  annotate warning 'The comment could not be written: the job needs the permission pull-requests: write'

#!/usr/bin/env bash
# The comment on a pull request from a fork, written by a second workflow from what the first one left in an artifact. Whoever opened
# the pull request decides what is in there: numbers must be digits, the text is limited and shown as plain text, and the pull
# request must be the one whose commit the first workflow ran on.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=action/lib.sh
. "$here/lib.sh"

TEXT_LIMIT=50000

stop() {
  annotate error "$1"
  exit 2
}

# number_in FILE: the number that a small plain file of the folder holds.
number_in() {
  local file=$INPUT_FOLDER/$1 text
  [ -f "$file" ] && [ ! -L "$file" ] && [ "$(wc -c <"$file")" -le 16 ] || stop "the artifact has no file '$1'"
  text=$(tr -d '\r\n' <"$file")
  is_number "$text" || stop "'$1' of the artifact is no number"
  echo $((10#$text))
}

# Plain text as HTML: nothing of it is Markdown, a tag or a mention of anybody.
plain() {
  LC_ALL=C tr -d '\000-\010\013-\037\177' | sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g' -e 's/@/@\&#8203;/g'
}

# first_line FINDINGS: the result in short, as the action says it too.
first_line() {
  case $1 in
    0) echo '**All good**' ;;
    1) echo '**1 doc line to fix**' ;;
    *) echo "**$1 doc lines to fix**" ;;
  esac
}

body() {
  first_line "$findings"
  if [ -s "$text" ] && [ "$findings" != 0 ]; then
    printf '\n<pre>\n'
    plain <"$text"
    printf '</pre>\n'
  fi
  printf '\nAs reported by a run of the code of this pull request.\n\n%s\n' "$mark"
}

[ -d "$INPUT_FOLDER" ] && [ ! -L "$INPUT_FOLDER" ] || stop "there is no folder $INPUT_FOLDER"
number=$(number_in number) || { echo "$number"; exit 2; }
findings=$(number_in findings) || { echo "$findings"; exit 2; }
text=$INPUT_FOLDER/text
[ -f "$text" ] && [ ! -L "$text" ] && [ "$(wc -c <"$text")" -le "$TEXT_LIMIT" ] ||
  stop "the text of the artifact is missing or too long"

commit=$(event .workflow_run.head_sha)
[[ $commit =~ ^[0-9a-f]{40,64}$ ]] || stop "this is no run after another workflow"
folder=$(mktemp -d "${RUNNER_TEMP:?}/abreast-comment.XXXXXX")
api "repos/${GITHUB_REPOSITORY:?}/pulls/$number" >"$folder/pull.json" || stop "there is no pull request $number"
head=$(query -r '.head.sha // empty' "$folder/pull.json")
[ "$head" = "$commit" ] || stop "pull request $number is not at the commit that was checked: it has changed, or is another one"

mark=$(marker comment "$INPUT_COMMAND" "$INPUT_WORKING_DIRECTORY")
body >"$folder/body.md"
[ "$(wc -c <"$folder/body.md")" -le "$COMMENT_LIMIT" ] || stop "the text of the artifact is too long"
when=always
[ "$findings" != 0 ] || when=existing
upsert_comment "$number" "$folder/body.md" "$mark" "$when" ||
  stop 'The comment could not be written: the job needs the permission pull-requests: write'

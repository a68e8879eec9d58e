# shellcheck shell=bash
# What the scripts of the action share. Nothing here runs by itself. Works with bash 3.2, which macOS has.

# GitHub discards a step summary above 1,024 KiB and refuses a comment above 65,536 characters.
# shellcheck disable=SC2034
SUMMARY_LIMIT=1048576
# shellcheck disable=SC2034
COMMENT_LIMIT=65536
# Who writes with the token of a workflow. A marker alone proves nothing: everybody can write one.
BOT='github-actions[bot]'

# The message of a workflow command, so that nothing in it ends the command.
escape() {
  local text=$1
  text=${text//\%/%25}
  text=${text//$'\r'/%0D}
  text=${text//$'\n'/%0A}
  printf '%s' "$text"
}

# annotate LEVEL MESSAGE: an annotation of the job.
annotate() {
  printf '::%s title=abreast::%s\n' "$1" "$(escape "$2")"
}

# Prints a file as plain text: the runner takes commands from none of its lines.
show() {
  [ -s "$1" ] || return 0
  local token
  token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf '::stop-commands::%s\n' "$token"
  cat "$1"
  # A last line without an end would swallow the command.
  [ -z "$(tail -c 1 "$1")" ] || echo
  printf '::%s::\n' "$token"
}

# output NAME VALUE: an output of the step.
output() {
  case $2 in
    *[$'\r\n']*) annotate error "the output $1 would have several lines"; exit 2 ;;
  esac
  printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"
}

# is_one_of VALUE CHOICE...
is_one_of() {
  local value=$1 choice
  shift
  for choice in "$@"; do
    [ "$value" = "$choice" ] && return 0
  done
  return 1
}

is_number() {
  case $1 in
    '' | *[!0-9]*) return 1 ;;
  esac
  [ "${#1}" -le 9 ]
}

# jq with the line ends of Unix, also on Windows.
query() {
  jq "$@" | tr -d '\r'
}

# A value of the event that started the workflow; nothing when it has none.
event() {
  [ -f "${GITHUB_EVENT_PATH:-}" ] || return 0
  query -r "$1 // empty" "$GITHUB_EVENT_PATH"
}

# fit FILE BYTES: Markdown within a limit. Whole sections are left out from the end on, and that is said; none is cut.
# A section begins with a heading, or with a table that no heading stands above.
fit() {
  LC_ALL=C awk -v limit="$2" '
    BEGIN { count = 0 }
    function begins() {
      if ($0 ~ /^#+ /) return 1
      return $0 ~ /^\|/ && blank && !headed
    }
    begins() { count++ }
    { text[count] = text[count] $0 "\n"; size[count] += length($0) + 1; total += length($0) + 1 }
    /^$/ { blank = 1; next }
    { blank = 0; headed = ($0 ~ /^#+ /) }
    END {
      # Not even room for the sentence that something is left out.
      if (total > limit && limit < 60) exit
      room = total > limit ? limit - 60 : limit
      for (at = 0; at <= count && used + size[at] <= room; at++) { used += size[at]; printf "%s", text[at] }
      left = count + 1 - at
      if (left > 0) printf "\n%d more section%s: too long to be shown here.\n", left, left == 1 ? "" : "s"
    }' "$1"
}

# The hidden line by which what was written before is found again: one a command and folder.
marker() {
  local of
  of=$(printf '%s %s' "$2" "$3" | LC_ALL=C tr -c 'A-Za-z0-9._/ -' '-' | tr -s '-')
  printf '<!-- abreast %s: %s -->' "$1" "$of"
}

# ours FILE MARKER: of the pages of a list of the API the numbers (or ids) of what this action wrote, oldest first.
ours() {
  # shellcheck disable=SC2016
  query -r -s --arg bot "$BOT" --arg marker "$2" '
    [.[] | if type == "array" then .[] else . end]
    | map(select(.user.login == $bot and .pull_request == null))
    | map(select((.body // "") | rtrimstr("\n") | endswith("\n" + $marker)))
    | sort_by(.id) | .[] | [.id, .number // 0, .state // "-"] | @tsv' "$1"
}

# api ARGUMENT...: the answer of GitHub on stdout. What went wrong is shown, and is a warning: the verdict is about docs.
api() {
  local errors
  errors=$(mktemp "$RUNNER_TEMP/abreast-api.XXXXXX")
  gh api "$@" 2>"$errors" && return 0
  show "$errors" >&2
  return 1
}

# upsert_comment NUMBER BODY MARKER WHEN: one comment of this action, written anew or in place. WHEN is `always`, or `existing`
# when only a comment that is there is to be brought up to date.
upsert_comment() {
  local number=$1 body=$2 marker=$3 when=$4 list id here=repos/$GITHUB_REPOSITORY/issues payload
  list=$(mktemp "$RUNNER_TEMP/abreast-list.XXXXXX")
  payload=$list.payload
  api --paginate "$here/$number/comments?per_page=100" >"$list" || return 1
  id=$(ours "$list" "$marker" | head -n 1 | cut -f 1)
  jq -n --rawfile body "$body" '{body: $body}' >"$payload"
  if [ -n "$id" ]; then
    api --method PATCH "$here/comments/$id" --input "$payload" >"$list.answer"
  elif [ "$when" = always ]; then
    api --method POST "$here/$number/comments" --input "$payload" >"$list.answer"
  fi
}

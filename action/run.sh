#!/usr/bin/env bash
# Runs abreast once and writes everything: annotations, step summary, SARIF, JSON, outputs. The exit code is an output and not
# that of this script, so that the steps behind it can speak; `finish.sh` ends the action with it.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=action/lib.sh
. "$here/lib.sh"

COMMANDS='check, bus-factor, coverage, report'
FULL_HISTORY='fetch the whole history (fetch-depth: 0 for actions/checkout)'

# The commit to compare with; empty where the whole repository is looked at.
base=
arguments=()

# Ends the step with exit code 2 as the verdict.
stop() {
  annotate error "$1"
  output exit-code 2
  output errors 0
  output warnings 0
  output notes 0
  exit 0
}

# Whether the command is about findings: the others look at a whole repository, and have no levels and annotations.
has_findings() {
  is_one_of "$INPUT_COMMAND" check coverage
}

# What fails the job where nothing has a level.
instead() {
  if [ "$INPUT_COMMAND" = bus-factor ]; then echo 'args: --fail-under N'; else echo 'command: check beside it'; fi
}

check_choice() {
  local name=$1 value=$2
  shift 2
  is_one_of "$value" "$@" || stop "$name: '$value' is none of: $*"
}

check_inputs() {
  is_one_of "$INPUT_COMMAND" check bus-factor coverage report ||
    stop "command: there is no '$INPUT_COMMAND' in this version; there are $COMMANDS"
  check_choice fail-on "$INPUT_FAIL_ON" '' error warning note never
  check_choice annotations "$INPUT_ANNOTATIONS" true false
  check_choice summary "$INPUT_SUMMARY" true false
  check_choice comment "$INPUT_COMMENT" never on-findings always
  check_choice issue "$INPUT_ISSUE" never rolling
  check_choice people "$INPUT_PEOPLE" '' names pseudonym none
  local input
  for input in "$INPUT_BASE" "$INPUT_CONFIG" "$INPUT_WORKING_DIRECTORY" "$INPUT_SARIF_FILE"; do
    case $input in
      *[[:cntrl:]]*) stop "an input holds a control character" ;;
      -*) stop "'$input' begins with a dash" ;;
    esac
  done
  ! has_findings || return 0
  [ -z "$INPUT_FAIL_ON" ] || stop "$INPUT_COMMAND has no fail-on: use $(instead)"
  is_one_of "$INPUT_BASE" auto none || stop "$INPUT_COMMAND has no base"
  [ -z "$INPUT_SARIF_FILE" ] || stop "$INPUT_COMMAND has no SARIF output"
}

# A container runs as somebody else than who owns the checkout; git only reads here.
read_git() {
  git -c safe.directory='*' "$@" 2>/dev/null
}

has_commit() {
  read_git rev-parse --quiet --verify "$1^{commit}" >/dev/null
}

is_shallow() {
  [ "$(read_git rev-parse --is-shallow-repository)" = true ]
}

# use_base REV WHAT: compares with a commit that must be there.
use_base() {
  base=$1
  has_commit "$base" && return 0
  ! is_shallow || stop "$2 is not in this shallow clone: $FULL_HISTORY"
  stop "$2 ($base) is not in this clone: $FULL_HISTORY, or set base"
}

# The tip of the branch on the remote, as `fetch-depth: 0` leaves it here.
remote_branch() {
  printf 'refs/remotes/origin/%s' "$1"
}

# A pull request is checked out as its merge with the newest base, whose first parent that base is. The base commit in the event
# is the one of the time of the last push and says nothing about the merge.
base_of_pull_request() {
  local head
  head=$(read_git rev-parse HEAD) || return 0
  if [ "$head" = "${GITHUB_SHA:-}" ] && [[ ${GITHUB_REF:-} == refs/pull/*/merge ]]; then
    use_base 'HEAD^1' 'the first parent of the merge commit'
  elif [ -n "${GITHUB_BASE_REF:-}" ]; then
    # The head of the branch was checked out instead.
    use_base "$(remote_branch "$GITHUB_BASE_REF")" "the branch $GITHUB_BASE_REF"
  else
    stop "the base of the pull request cannot be told: set base"
  fi
}

# A push is compared with what was there before. A new branch, and one that was replaced by force, is compared with the default
# branch; tags are looked at as a whole.
base_of_push() {
  local before main
  before=$(event .before)
  main=$(event .repository.default_branch)
  [[ $before =~ ^[0-9a-f]{40,64}$ ]] || stop "the event does not say what was pushed: set base"
  if [[ ! $before =~ ^0+$ ]] && { has_commit "$before" || is_shallow; }; then
    use_base "$before" 'the commit before the push'
  elif [[ ${GITHUB_REF:-} == refs/tags/* ]]; then
    base=
  elif [ "${GITHUB_REF:-}" != "refs/heads/$main" ]; then
    use_base "$(remote_branch "$main")" "the branch $main"
  elif [[ $before =~ ^0+$ ]]; then
    base=
  else
    stop "the commit before the push ($before) is gone: the branch was replaced by force; set base to say what to compare with"
  fi
}

base_of_merge_group() {
  local of
  of=$(event .merge_group.base_sha)
  [[ $of =~ ^[0-9a-f]{40,64}$ ]] || stop "the event does not say what the merge group is based on: set base"
  use_base "$of" 'the base of the merge group'
}

find_base() {
  case $INPUT_BASE in
    auto) ;;
    none | '') return 0 ;;
    *)
      use_base "$INPUT_BASE" "base: '$INPUT_BASE'"
      return 0
      ;;
  esac
  has_findings || return 0
  case ${GITHUB_EVENT_NAME:-} in
    pull_request | pull_request_review | pull_request_review_comment) base_of_pull_request ;;
    pull_request_target)
      stop "pull_request_target runs on the base branch and does not see the change: use pull_request" ;;
    merge_group) base_of_merge_group ;;
    push) base_of_push ;;
  esac
}

# Splits args as a shell does, and evaluates nothing.
split_args() {
  local words argument
  [[ $INPUT_ARGS =~ [^[:space:]] ]] || return 0
  words=$folder/args
  printf '%s' "$INPUT_ARGS" | xargs -n 1 printf '%s\0' >"$words" 2>/dev/null ||
    stop "args: a quote is not closed: $INPUT_ARGS"
  while IFS= read -r -d '' argument; do
    arguments+=("$argument")
  done <"$words"
}

collect_arguments() {
  arguments=("$INPUT_COMMAND" --color never --output "json=$folder/abreast.json" --output "markdown=$folder/summary.md")
  case $INPUT_COMMAND in
    bus-factor) arguments+=(--format table) ;;
    # Standard output would only repeat the summary.
    report) arguments+=(--output "html=$folder/report.html" --format badge-json) ;;
  esac
  if has_findings; then
    arguments+=(--output "sarif=$folder/abreast.sarif" --output "concise=$folder/findings.txt")
    if [ "$INPUT_ANNOTATIONS" = true ]; then
      arguments+=(--format github)
    else
      arguments+=(--format concise)
    fi
  fi
  [ -z "$base" ] || arguments+=(--base "$base")
  [ -z "$INPUT_FAIL_ON" ] || arguments+=(--fail-on "$INPUT_FAIL_ON")
  [ -z "$INPUT_CONFIG" ] || arguments+=(--config "$INPUT_CONFIG")
  split_args
}

# Runs the program; the exit code is in `code`.
run() {
  code=0
  [ -z "$INPUT_PEOPLE" ] || export ABREAST_PEOPLE=$INPUT_PEOPLE
  "${ABREAST_PATH:?}" "${arguments[@]}" >"$folder/stdout" 2>"$folder/stderr" || code=$?
}

# Annotations are commands; every other line is text, whatever is in it.
print_results() {
  local annotation='^::(error|warning|notice) '
  if [ "$INPUT_ANNOTATIONS" = true ] && has_findings; then
    grep -E "$annotation" "$folder/stdout" || true
    grep -vE "$annotation" "$folder/stdout" >"$folder/text" || true
  else
    cp "$folder/stdout" "$folder/text"
  fi
  show "$folder/text"
  show "$folder/stderr"
}

# Says why the job was not done, where no annotation did. How a program is killed is a number above 2.
judge_code() {
  case $code in
    0 | 1) return 0 ;;
    2) ;;
    *)
      annotate error "abreast ended with exit code $code"
      code=2
      ;;
  esac
  [ ! -s "$folder/stderr" ] || annotate error "$(head -n 10 "$folder/stderr" | cut -c 1-500)"
}

write_summary() {
  local there
  [ "$INPUT_SUMMARY" = true ] && [ -s "$folder/summary.md" ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ] || return 0
  there=$(cat "$GITHUB_STEP_SUMMARY" 2>/dev/null | wc -c)
  fit "$folder/summary.md" $((SUMMARY_LIMIT - there)) >>"$GITHUB_STEP_SUMMARY"
}

# counted LEVEL: how many findings of a level there are. Of modules those to write down first are warnings.
counted() {
  local first='[.modules[]? | select(.risk.advice == "document-first")] | length'
  if [ -s "$folder/abreast.sarif" ]; then
    # shellcheck disable=SC2016
    query --arg level "$1" '[.runs[].results[] | select(.level == $level and .suppressions == null)] | length' \
      "$folder/abreast.sarif"
  elif [ "$INPUT_COMMAND" = report ] && [ -s "$folder/abreast.json" ]; then
    # shellcheck disable=SC2016
    query --arg level "$1" '([.freshness.audit.findings[] | select(.level == $level)] | length)
      + if $level == "warning" then (.bus_factor | '"$first"') else 0 end' "$folder/abreast.json"
  elif [ "$1" = warning ] && [ "$INPUT_COMMAND" = bus-factor ] && [ -s "$folder/abreast.json" ]; then
    query "$first" "$folder/abreast.json"
  else
    echo 0
  fi
}

# file NAME: where a file of this run is; nothing when it was not written.
file() {
  if [ -s "$folder/$1" ]; then echo "$folder/$1"; fi
}

# Puts the SARIF where it was asked for. A link in the checkout must not lead the file somewhere else.
place_sarif() {
  sarif=$folder/abreast.sarif
  [ -s "$sarif" ] || { sarif=''; return 0; }
  [ -n "$INPUT_SARIF_FILE" ] || return 0
  [ ! -L "$INPUT_SARIF_FILE" ] && [ ! -d "$INPUT_SARIF_FILE" ] ||
    stop "sarif-file: $INPUT_SARIF_FILE is a link or a folder"
  mkdir -p "$(dirname "$INPUT_SARIF_FILE")"
  cp "$sarif" "$INPUT_SARIF_FILE"
  sarif=$(cd "$(dirname "$INPUT_SARIF_FILE")" && pwd)/$(basename "$INPUT_SARIF_FILE")
}

write_outputs() {
  output exit-code "$code"
  output errors "$(counted error)"
  output warnings "$(counted warning)"
  output notes "$(counted note)"
  output sarif-file "$sarif"
  output json-file "$(file abreast.json)"
  output html-file "$(file report.html)"
  output folder "$folder"
}

check_inputs
cd "${GITHUB_WORKSPACE:-.}"
cd "$INPUT_WORKING_DIRECTORY" 2>/dev/null || stop "working-directory: there is no folder $INPUT_WORKING_DIRECTORY"
folder=$(mktemp -d "${RUNNER_TEMP:?}/abreast.XXXXXX")
find_base
collect_arguments
run
print_results
judge_code
write_summary
place_sarif
write_outputs

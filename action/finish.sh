#!/usr/bin/env bash
# Ends the action with the exit code of abreast, after everything was written.
set -euo pipefail
case ${EXIT_CODE:-} in
  0 | 1 | 2) exit "$EXIT_CODE" ;;
  *) exit 2 ;;
esac

# shellcheck shell=bash
# What the scripts of this folder share: what they need, and how to get it. Sourced from the root of the repository.

step() { printf '\n== %s\n' "$*"; }

# Installs system packages, as root or through sudo.
install() {
  local as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "$@"
}

# What the tests need besides Rust.
test_tools() {
  # The tests build repositories with the real git; `ca-certificates` is for the registry.
  command -v git >/dev/null || install git ca-certificates
  command -v cc >/dev/null || install gcc libc6-dev
  # The action reads JSON with it.
  command -v jq >/dev/null || install jq
  python3 -c 'import ensurepip, venv' 2>/dev/null || install python3-venv
  browser_tools
}

# What looks at the report in a browser: node, Chromium, and two packages in a folder of the build.
browser_tools() {
  local folder=${CARGO_TARGET_DIR:-target}/browser
  command -v node >/dev/null || install nodejs
  command -v npm >/dev/null || install npm
  command -v chromium >/dev/null || command -v google-chrome >/dev/null || install chromium
  if ! cmp -s tests/browser/package-lock.json "$folder/package-lock.json" || ! [ -d "$folder/node_modules" ]; then
    mkdir -p "$folder"
    cp tests/browser/package.json tests/browser/package-lock.json "$folder"
    npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --silent
  fi
}

# What the tests of hooks need (`tests/hooks.rs`): the programs that run hooks, and what builds the wheel, in a folder of the build.
# `wheels/` has what `pip` wants when a test lets it build, so that no test asks a registry.
hook_tools() {
  local maturin='maturin==1.16.0'
  local tools="pre-commit==4.7.0 prek==0.5.11 uv==0.13.9 $maturin"
  local venv=${CARGO_TARGET_DIR:-target}/hook-venv
  [ "$(cat "$venv/tools" 2>/dev/null)" != "$tools" ] || return 0
  rm -rf "${venv:?}"
  python3 -m venv "$venv"
  local pip=("$venv/bin/python" -m pip --quiet --disable-pip-version-check)
  # One word a tool.
  # shellcheck disable=SC2086
  "${pip[@]}" install $tools
  "${pip[@]}" download --dest "$venv/wheels" "$maturin"
  printf '%s\n' "$tools" >"$venv/tools"
}

#!/usr/bin/env bash
# Gets the program: `binary.sh find` takes it from PATH or from a release, or says where a build is to be kept;
# `binary.sh build` builds it from the action's own checkout.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=action/lib.sh
. "$here/lib.sh"
source_folder=$(dirname "$here")

fail() {
  annotate error "$1"
  exit 2
}

# The name of the program on this system.
program() {
  if [ "${RUNNER_OS:-}" = Windows ]; then echo abreast.exe; else echo abreast; fi
}

# The version of the checkout.
own_version() {
  sed -n 's/^version = "\(.*\)"$/\1/p' "$source_folder/Cargo.toml" | head -n 1
}

# The target of the release archives for this runner; nothing where there is none.
target() {
  case ${RUNNER_OS:-}-${RUNNER_ARCH:-} in
    Linux-X64) echo x86_64-unknown-linux-gnu ;;
    Linux-ARM64) echo aarch64-unknown-linux-gnu ;;
    macOS-X64) echo x86_64-apple-darwin ;;
    macOS-ARM64) echo aarch64-apple-darwin ;;
    Windows-X64) echo x86_64-pc-windows-msvc ;;
  esac
}

sha256() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi
}

# What a build depends on: the names, lengths and texts of the sources, the compiler and the system.
build_key() {
  local digest
  digest=$(
    cd "$source_folder"
    list=$(find src rules Cargo.lock Cargo.toml -type f | LC_ALL=C sort)
    {
      printf '%s\n' "$list" | tr '\n' '\0' | xargs -0 wc -c
      printf '%s\n' "$list" | tr '\n' '\0' | xargs -0 cat
      rustc --version 2>/dev/null || true
    } | sha256 | cut -c 1-40
  )
  printf 'abreast-%s-%s-%s' "${RUNNER_OS:-}" "${RUNNER_ARCH:-}" "$digest"
}

# download URL FILE: the status of the answer; 000 when there was none.
download() {
  curl --silent --show-error --location --proto '=https' --tlsv1.2 --retry 3 --max-time 300 \
    --output "$2" --write-out '%{http_code}' "$1" || true
}

# from_release VERSION: unpacks the archive of a release into `$folder`; 1 when there is no such release. An archive that is
# not what its checksum says ends the run.
from_release() {
  local name url archive status
  [ -n "${ACTION_REPOSITORY:-}" ] && [ -n "$(target)" ] || return 1
  name=abreast-$1-$(target).tar.gz
  url=${GITHUB_SERVER_URL:-https://github.com}/$ACTION_REPOSITORY/releases/download/v$1/$name
  archive=$folder/$name
  status=$(download "$url" "$archive")
  case $status in
    200) ;;
    404) return 1 ;;
    *)
      annotate notice "the release archive $name could not be downloaded (status $status)"
      return 1
      ;;
  esac
  status=$(download "$url.sha256" "$archive.sha256")
  [ "$status" = 200 ] || fail "the checksum of $name could not be downloaded (status $status)"
  local said is
  said=$(cut -d ' ' -f 1 "$archive.sha256" | head -n 1)
  is=$(sha256 <"$archive" | cut -d ' ' -f 1)
  [ "$said" = "$is" ] || fail "$name is not what its checksum says: it is $is"
  mkdir -p "$folder/bin"
  # Through standard input: to tar a drive letter is the name of a host.
  (cd "$folder/bin" && tar -xzf - "$(program)") <"$archive" || fail "$name holds no $(program)"
}

# Tells the later steps where the program is, or where it is to be built.
found() {
  output path "$1"
  output folder "$folder"
  output build "$2"
  output key "$3"
}

find_program() {
  local wanted=${INPUT_VERSION:-} own path
  # One folder for all uses in a job, always the same: a cache remembers its path.
  folder=${RUNNER_TEMP:?}/abreast-program
  mkdir -p "$folder"
  if [ "$wanted" = system ]; then
    path=$(command -v abreast) || fail "version: system, but there is no abreast on PATH"
    found "$path" false ""
    return
  fi
  own=$(own_version)
  wanted=${wanted#v}
  wanted=${wanted:-$own}
  [[ $wanted =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$ ]] ||
    fail "version: '$wanted' is neither system nor a version such as $own"
  path=$folder/bin/$(program)
  # Between two releases the checkout is ahead of every archive.
  if [[ $wanted != *-dev ]] && from_release "$wanted"; then
    found "$path" false ""
  elif [ "$wanted" = "$own" ]; then
    found "$path" true "$(build_key)"
  else
    fail "there is no release $wanted for this system, and this action's checkout is $own: leave version out to build that"
  fi
}

build() {
  command -v cargo >/dev/null ||
    fail "there is no release archive for this version, and no cargo to build it: install Rust first, or set version: system"
  # There, so that neither a tool chain file nor settings of cargo in the checked repository count.
  cd "$source_folder"
  env -u RUSTFLAGS -u CARGO_BUILD_TARGET cargo install --locked --path . --root "${BUILD_FOLDER:?}" \
    --target-dir "${RUNNER_TEMP:?}/abreast-target" || fail "abreast could not be built"
}

case ${1:-} in
  find) find_program ;;
  build) build ;;
  *) fail "usage: binary.sh find|build" ;;
esac

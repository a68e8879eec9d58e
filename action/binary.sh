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

# fetch VERSION NAME: a file of a release, in `$folder`; 1 when the release has none of that name. A file that is not what its
# checksum says ends the run.
fetch() {
  local url file=$folder/$2 status said is
  url=${GITHUB_SERVER_URL:-https://github.com}/$ACTION_REPOSITORY/releases/download/v$1/$2
  status=$(download "$url" "$file")
  case $status in
    200) ;;
    404) return 1 ;;
    *)
      annotate notice "$2 could not be downloaded from the release (status $status)"
      return 1
      ;;
  esac
  status=$(download "$url.sha256" "$file.sha256")
  [ "$status" = 200 ] || fail "the checksum of $2 could not be downloaded (status $status)"
  said=$(cut -d ' ' -f 1 "$file.sha256" | head -n 1)
  is=$(sha256 <"$file" | cut -d ' ' -f 1)
  [ "$said" = "$is" ] || fail "$2 is not what its checksum says: it is $is"
}

# from_archive VERSION: unpacks the archive of a release; 1 when there is none.
from_archive() {
  local name
  name=abreast-$1-$(target).tar.gz
  fetch "$1" "$name" || return 1
  mkdir -p "$folder/bin"
  # Through standard input: to tar a drive letter is the name of a host.
  (cd "$folder/bin" && tar -xzf - "$(program)") <"$folder/$name" || fail "$name holds no $(program)"
}

# The tag that the Python wheel of a release has for this system.
wheel_tag() {
  case $(target) in
    x86_64-unknown-linux-gnu) echo manylinux_2_17_x86_64.manylinux2014_x86_64 ;;
    aarch64-unknown-linux-gnu) echo manylinux_2_17_aarch64.manylinux2014_aarch64 ;;
    x86_64-apple-darwin) echo macosx_10_12_x86_64 ;;
    aarch64-apple-darwin) echo macosx_11_0_arm64 ;;
    x86_64-pc-windows-msvc) echo win_amd64 ;;
  esac
}

# from_wheel VERSION: takes the program out of the wheel of a release; 1 when there is none. Of the release, and not of an index of
# packages: there anybody may have the name.
from_wheel() {
  local name python inside=abreast-$1.data/scripts
  python=$(command -v python3 || command -v python) || return 1
  name=abreast-$1-py3-none-$(wheel_tag).whl
  fetch "$1" "$name" || return 1
  mkdir -p "$folder/bin"
  (cd "$folder" && "$python" -m zipfile -e "$name" wheel) || fail "$name cannot be unpacked"
  [ -f "$folder/wheel/$inside/$(program)" ] || fail "$name holds no $(program)"
  mv "$folder/wheel/$inside/$(program)" "$folder/bin/"
  chmod +x "$folder/bin/$(program)"
}

# from_release VERSION: the program of a release; 1 when there is none for this system.
from_release() {
  [ -n "${ACTION_REPOSITORY:-}" ] && [ -n "$(target)" ] || return 1
  from_archive "$1" || from_wheel "$1"
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
    fail "there is neither an archive nor a wheel of a release for this version, and no cargo to build it: install Rust first, or set version: system"
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

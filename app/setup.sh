# What a machine needs to build actviz, and how it is built. Sourced by app/run, tests/run and .ci/run with $root set:
# a file of its own, because every argument of app/run belongs to actviz and none is left to ask it for this.
# shellcheck shell=bash disable=SC2034,SC2154

build_packages=(g++ cmake ninja-build pkg-config libcairo2-dev libfreetype-dev libdeflate-dev libpng-dev zlib1g-dev
                libcli11-dev libboost-dev libeigen3-dev libfmt-dev nlohmann-json3-dev)
test_packages=(libgtest-dev libmpfr-dev libgmp-dev poppler-utils pngcheck librsvg2-bin)

say() { printf 'actviz: %s\n' "$1" >&2; }
fail() { printf 'error: %s\nhint: %s\n' "$1" "$2" >&2; exit 2; }

# provide PACKAGE...: installs those that are missing.
provide() {
  local package tool present missing=() as_root=()
  if command -v dpkg-query >/dev/null; then
    present=" $(dpkg-query -W -f '${db:Status-Status}:${Package} ' "$@" 2>/dev/null || true)"
    for package in "$@"; do
      [[ $present == *" installed:$package "* ]] || missing+=("$package")
    done
  elif ! { cmake --version && ninja --version && pkg-config --exists cairo freetype2 libdeflate zlib; } &>/dev/null; then
    missing=("$@")  # not Debian: its own packages are trusted when the rarest of them are there
  fi
  ((${#missing[@]})) || return 0

  ((EUID == 0)) || as_root=(sudo)
  for tool in apt-get "${as_root[@]}"; do
    command -v "$tool" >/dev/null ||
      fail "cannot install what actviz needs: there is no $tool here" "install, by their names in Debian: ${missing[*]}"
  done
  say "installing ${missing[*]}"
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
  local log
  log=$(mktemp)
  # One apt-get at a time, whichever folder is being built. A failed update may still leave a usable older list.
  {
    flock 8
    "${apt[@]}" update || true
    "${apt[@]}" install --yes --no-install-recommends "${missing[@]}"
  } 8<"$root/app/setup.sh" </dev/null &>"$log" || {
    tail -n 3 "$log" >&2
    rm -f "$log"
    fail "apt-get could not install ${missing[*]}" "is the network there? its last words are above"
  }
  rm -f "$log"
}

# build FOLDER TARGET CMAKE_OPTION...: configures and builds, all output on standard error.
# FOLDER/built is as old as the start of the last build that succeeded.
build() {
  local folder=$1 target=$2 options=("${@:3}")
  if ! mkdir -p "$folder" 2>/dev/null || [[ ! -w $folder ]]; then
    fail "cannot write \"$folder\"" "copy the project to a folder of your own"
  fi
  {
    flock 9  # two runs at once build once
    # Another place, compiler or option, or a configuration that never finished: from scratch.
    local wanted="$root ${CXX:-} ${options[*]}"
    if [[ $(cat "$folder/configured" 2>/dev/null) != "$wanted" ]]; then
      rm -f "$folder/configured"
      say "configuring"
      cmake --fresh -S "$root" -B "$folder" -G Ninja --log-level=WARNING "${options[@]}" >&2 </dev/null ||
        fail "cannot configure actviz" "it needs, by their names in Debian: ${build_packages[*]}"
      printf '%s' "$wanted" >"$folder/configured"
    fi
    say "building with $(nproc) cores"
    touch "$folder/started"
    cmake --build "$folder" --target "$target" --parallel "$(nproc)" >&2 </dev/null ||
      fail "cannot build actviz" "the compiler's message is above; \"rm -r $folder\" starts afresh"
    mv "$folder/started" "$folder/built"
  } 9>"$folder/lock"
}

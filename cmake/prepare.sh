# Sourced by `run` and `run-tests`, which set $root to the checkout: installs the packages of the sections
# asked for, and configures and builds one preset. Nothing here writes to standard output, which belongs
# to the program.

say() { printf 'premortem: %s\n' "$*" >&2; }

give_up() {
  say "$@"
  exit 5
}

# The packages of the sections named, one a line.
packages_of() {
  awk -v wanted=" $* " '
    /^\[/ { inside = index(wanted, " " substr($0, 2, length($0) - 2) " "); next }
    inside && NF && $1 !~ /^#/ { print $1 }' "$root/packages.txt"
}

# Those of the sections named that this machine lacks; what another package provides is there.
missing_packages() {
  local wanted
  wanted=$(packages_of "$@")
  # shellcheck disable=SC2086  # one word a package
  { dpkg-query -W -f '${db:Status-Status} ${Package} ${Provides}\n' $wanted 2>/dev/null || true; } |
    awk -v wanted="$wanted" '
      $1 == "installed" { gsub(/,|\([^)]*\)/, " "); for (i = 2; i <= NF; i++) here[$i] = 1 }
      END { n = split(wanted, name, "\n"); for (i = 1; i <= n; i++) if (!(name[i] in here)) print name[i] }'
}

# Runs apt-get as an administrator; its words go to the log and are shown only when it fails.
apt_get() {
  local log=$1
  shift
  # A machine without a terminal must not be asked, and another apt-get at work is waited for.
  $administrator env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 "$@" \
    </dev/null >>"$log" 2>&1
}

# Asks the lists at hand first: an update is needed only where they are empty or out of date.
apt_install() {
  local log
  log=$(mktemp)
  if ! apt_get "$log" install --no-install-recommends "$@"; then
    : >"$log"
    if ! { apt_get "$log" update && apt_get "$log" install --no-install-recommends "$@"; }; then
      cat "$log" >&2
      rm -f "$log"
      give_up "apt-get could not install: $*; its words are above"
    fi
  fi
  rm -f "$log"
}

install_missing() {
  command -v dpkg-query >/dev/null || return 0 # not Debian: CMake says what it does not find
  local missing
  missing=$(missing_packages "$@" | paste -s -d ' ')
  [ -n "$missing" ] || return 0

  administrator=
  if [ "$(id -u)" -ne 0 ]; then
    administrator='sudo -n'
    if ! $administrator true 2>/dev/null; then
      say "packages are missing and only an administrator can install them; ask one to run"
      printf '  sudo sh -c "apt-get update && apt-get install -y %s"\n' "$missing" >&2
      exit 5
    fi
  fi
  mkdir -p "$root/build" || give_up "cannot write to $root/build"
  say "installing $missing"
  (
    flock 9 # `run` and `run-tests` may start at once, and apt-get update does not wait for its lock
    missing=$(missing_packages "$@" | paste -s -d ' ')
    # shellcheck disable=SC2086  # one word a package
    [ -z "$missing" ] || apt_install $missing
  ) 9>"$root/build/.packages.lock"
}

# A build folder is worth keeping if CMake finished there, for this very checkout and these presets.
configured_here() {
  local cache=$1/CMakeCache.txt
  [ -f "$1/build.ninja" ] && [ -f "$cache" ] && [ ! "$root/CMakePresets.json" -nt "$1/build.ninja" ] &&
    grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$cache" && grep -qxF "CMAKE_CACHEFILE_DIR:INTERNAL=$1" "$cache"
}

# configure FOLDER PRESET [CMAKE OPTIONS]: from nothing if what is there cannot be used.
configure() {
  local folder=$1 preset=$2
  shift 2
  configured_here "$folder" && return 0
  find "$folder" -mindepth 1 -maxdepth 1 ! -name .lock ! -name build.log -exec rm -rf {} +
  (cd "$root" && cmake --preset "$preset" -B "$folder" "$@")
}

# Copies ninja's words to the log, and says once that there is something to build.
keep_log() {
  awk -v log_file="$1" -v preset="$2" '
    { print > log_file }
    / Building / && !said { said = 1; print "premortem: building (" preset ")" > "/dev/stderr" }'
}

# build FOLDER PRESET TARGET [CMAKE OPTIONS]: quiet when nothing changed; the log is shown when it fails.
# Two at once take turns.
build() {
  local folder=$root/build/$1 preset=$2 target=$3
  shift 3
  mkdir -p "$folder" 2>/dev/null && [ -w "$folder" ] || give_up "cannot write to $folder"
  (
    flock 9
    log=$folder/build.log
    if ! configure "$folder" "$preset" "$@" >"$log" 2>&1; then
      cat "$log" >&2
      give_up "CMake could not configure $folder; its words are above"
    fi
    if ! ninja -C "$folder" "$target" 2>&1 | keep_log "$log" "${folder##*/}"; then
      cat "$log" >&2
      give_up "could not build $folder; the compiler's words are above"
    fi
  ) 9>"$folder/.lock"
}

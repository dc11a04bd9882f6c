# Sourced by `run-tests --long` before its last ctest. Each check that fails is named, sets $failed, and does
# not keep the next from running.

check() {
  local name=$1
  shift
  say "== $name"
  if ! "$@"; then
    say "FAILED: $name"
    failed=yes
  fi
}

# suite FOLDER PRESET [CMAKE OPTIONS]: the whole suite, built another way.
suite() {
  local folder=$1 preset=$2
  shift 2
  build_apart "$folder" "$preset" all "$@" &&
    ctest --test-dir "$root/build/$folder" --output-on-failure --no-tests=error --timeout 1800 -j "$(nproc)"
}

# In a subshell, since build gives up by leaving the shell.
build_apart() { (build "$@"); }

fuzz_one() {
  local target=$1 name=${1##*/} kept
  kept=$root/tests/fuzz/corpus/${name#fuzz_}
  local found=$root/build/fuzz/found/$name
  mkdir -p "$found"
  local corpora=("$found")
  [ ! -d "$kept" ] || corpora+=("$kept") # read only: libFuzzer writes to the first
  (cd "$found" && "$target" -max_total_time=60 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 "${corpora[@]}" 2>&1 |
    tail -n 40)
}

fuzz_all() {
  build_apart fuzz fuzz all || return 1
  local target any=
  while read -r target; do
    any=yes
    check "fuzz ${target##*/}, 60 s" fuzz_one "$target"
  done < <(find "$root/build/fuzz" -type f -name 'fuzz_*' -perm -u+x -not -path '*/CMakeFiles/*' | sort)
  [ -n "$any" ] || { say "no fuzz target was built"; return 1; }
}

check "the suite with clang" suite clang ci -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_C_COMPILER=clang
check "the suite with gcc -O0" suite gcc-O0 ci -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_FLAGS=-O0
check "the suite with gcc -O3 for this processor" suite gcc-O3 ci -DCMAKE_BUILD_TYPE=None \
  "-DCMAKE_CXX_FLAGS=-O3 -march=native"
check "clang -O0 builds" build_apart clang-O0 ci premortem_cli -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_C_COMPILER=clang \
  -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_FLAGS=-O0
check "the suite under the address and undefined-behaviour sanitizers" suite sanitize sanitize
check "the same bytes from every compiler and level" "$root/tests/long/same_bytes" \
  "$root"/build/{ci,clang,gcc-O0,gcc-O3,clang-O0,sanitize}/premortem
check "the page in a browser" "$root/tests/browser/check_pages" "$root/build/ci/premortem"
check "the Argo templates by their published schema" "$root/tests/long/argo/check_argo" "$root/build/ci/premortem"
check "a sweep across two network namespaces" "$root/tests/long/mpi_namespaces" "$root/build/ci/premortem" "$root/build/ci/premortem-mpi"
check "fuzzing" fuzz_all

benchmarks() {
  build_apart ci ci benchmark_programs &&
    "$root/tests/benchmarks/race_all" "$root/build/ci/premortem" --json "$root/build/ci/benchmarks.json"
}
check "every job in turn with its peers" benchmarks

[ -z "$failed" ] || say "some of the long checks FAILED, see above; the suite follows"

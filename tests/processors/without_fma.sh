# shellcheck shell=bash
# Sourced: a run as on a processor without fused multiply-add. The C library of GNU is told by an environment variable
# not to use it, and takes its other exp, log, pow ... then; the project's own code is never told which processor it runs on.

# The instructions under the names of glibc 2.33 and later and of those before.
without_fma=GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2,-AVX512F,-FMA_Usable,-FMA4_Usable,-AVX2_Usable,-AVX512F_Usable

# Some exponentials of the C library, as awk has them from it.
library_exponentials() { awk 'BEGIN { for (i = 1; i <= 20000; ++i) printf "%.17g\n", exp(i / 997) }' | cksum; }

# Whether the variable changes the C library here: not on a processor without fused multiply-add, nor with another library.
library_differs_without_fma() { [ "$(library_exponentials)" != "$(export "${without_fma?}" && library_exponentials)" ]; }

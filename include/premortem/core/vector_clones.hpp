#pragma once

/// Compiles a hot loop once per instruction set and picks at start-up; the bits are the same on all of them,
/// because nothing is contracted or reassociated. Compilers without the attribute build the portable loop.
/// Sanitizers do not understand the resolver functions it makes.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define PREMORTEM_VECTOR_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4"), optimize("O3")))
#else
#define PREMORTEM_VECTOR_CLONES
#endif

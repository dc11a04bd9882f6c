#pragma once
#include <initializer_list>
#include <vector>

namespace premortem {

/// The vector instructions that a kernel is compiled for; of processors other than x86-64 none is known.
enum class VectorSet { none, sse2, avx2, avx512f };

/// Whether this processor, and the system on it, runs them.
bool runs(VectorSet instructions);

template <class Kernel>
struct VectorKernel {
  VectorSet instructions;
  Kernel kernel;
};

/// Those of the kernels that this processor can run, in the order in which they are given.
template <class Kernel>
std::vector<Kernel> runnable_kernels(std::initializer_list<VectorKernel<Kernel>> all) {
  std::vector<Kernel> runnable;
  for (const auto& one : all)
    if (runs(one.instructions)) runnable.push_back(one.kernel);
  return runnable;
}

}  // namespace premortem

#include "core/vector_kernels.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>

using namespace premortem;

#if defined(__x86_64__) && defined(__linux__)
TEST_CASE("an instruction set is run where the kernel of the system names it among the processor's flags") {
  std::ifstream in("/proc/cpuinfo");
  std::set<std::string> flags;
  for (std::string line; flags.empty() && std::getline(in, line);)
    if (line.starts_with("flags")) {
      std::istringstream words(line);
      flags.insert(std::istream_iterator<std::string>(words), {});
    }
  REQUIRE_FALSE(flags.empty());
  CHECK(flags.count("sse2") == 1);
  CHECK(runs(VectorSet::sse2));
  CHECK(runs(VectorSet::avx2) == (flags.count("avx2") == 1));
  CHECK(runs(VectorSet::avx512f) == (flags.count("avx512f") == 1));
}
#endif

TEST_CASE("of kernels those are left that run here, in the order in which they were given") {
  const auto kernels = runnable_kernels<int>({{VectorSet::none, 1}, {VectorSet::avx512f, 2}, {VectorSet::none, 3}, {VectorSet::sse2, 4}, {VectorSet::avx2, 5}});
  std::vector<int> expected{1};
  if (runs(VectorSet::avx512f)) expected.push_back(2);
  expected.push_back(3);
  if (runs(VectorSet::sse2)) expected.push_back(4);
  if (runs(VectorSet::avx2)) expected.push_back(5);
  CHECK(kernels == expected);
  CHECK(runs(VectorSet::none));
}

#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "sweep_property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto violation = premortem::fuzz::sweep_violation({reinterpret_cast<const char*>(data), size});
  if (violation.empty()) return 0;
  std::fprintf(stderr, "%s\n", violation.c_str());
  std::abort();
}

#pragma once
#include <array>
#include <cstdint>

/// Philox 4x32-10 written out from the paper (Salmon et al. 2011, section 3.3 and table 2), one round at a time and
/// for nothing but clarity; the program uses Random123's. It is itself held to Random123's published vectors.
namespace philox_reference {

using Counter = std::array<std::uint32_t, 4>;
using Key = std::array<std::uint32_t, 2>;

inline Counter round(const Counter& c, const Key& k) {
  const std::uint64_t left = std::uint64_t{0xD2511F53} * c[0];
  const std::uint64_t right = std::uint64_t{0xCD9E8D57} * c[2];
  const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); };
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  return {high(right) ^ c[1] ^ k[0], low(right), high(left) ^ c[3] ^ k[1], low(left)};
}

inline Counter block(Counter c, Key k) {
  for (int i = 0; i < 10; ++i) {
    c = round(c, k);
    k[0] += 0x9E3779B9;  // golden ratio
    k[1] += 0xBB67AE85;  // sqrt(3) - 1
  }
  return c;
}

}  // namespace philox_reference

#include "random/philox_kernel.hpp"

#include <catch2/catch.hpp>
#include <cstring>
#include <vector>

#include "holds_for_all.hpp"
#include "random/philox_reference.hpp"

using namespace premortem;

namespace {

std::uint64_t any_word() { return *rc::gen::arbitrary<std::uint64_t>() | std::uint64_t{*rc::gen::arbitrary<std::uint32_t>()} << 32U; }

/// The words of the paper's definition, one block at a time.
std::vector<std::uint64_t> defined(const StreamKey& key, std::uint64_t first, std::size_t blocks) {
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32U); };
  std::vector<std::uint64_t> words;
  for (std::uint64_t n = first; n < first + blocks; ++n) {
    const auto r = philox_reference::block({low(n), high(n), low(key.variable), high(key.variable)}, {low(key.seed), high(key.seed)});
    words.push_back(std::uint64_t{r[1]} << 32U | r[0]);
    words.push_back(std::uint64_t{r[3]} << 32U | r[2]);
  }
  return words;
}

}  // namespace

TEST_CASE("the kernel of every instruction set writes the bits of the definition, and nothing beside them") {
  CHECK(holds_for_all([] {
    const StreamKey key{any_word(), any_word()};
    const std::uint64_t first = (any_word() >> *rc::gen::inRange(1, 60));
    const auto blocks = *rc::gen::inRange<std::size_t>(0, 100);
    const auto words = defined(key, first, blocks);
    for (const auto kernel : philox_kernels()) {
      std::vector<std::uint64_t> bits(2 * blocks + 1, 77);
      std::vector<double> uniforms(2 * blocks + 1, -1.0);
      kernel(key, first, blocks, PhiloxForm::words, bits.data());
      kernel(key, first, blocks, PhiloxForm::uniforms, uniforms.data());
      RC_ASSERT(std::equal(words.begin(), words.end(), bits.begin()));
      for (std::size_t i = 0; i < words.size(); ++i)
        RC_ASSERT(uniforms[i] == (static_cast<double>(words[i] >> 12U) + 0.5) * 0x1p-52);
      RC_ASSERT(bits.back() == 77U);
      RC_ASSERT(uniforms.back() == -1.0);
    }
  }));
}

TEST_CASE("a counter's carry into its upper word is made within a register too") {
  const StreamKey key{5, 6};
  const std::uint64_t first = (std::uint64_t{1} << 32U) - 13;
  const auto words = defined(key, first, 64);
  for (const auto kernel : philox_kernels()) {
    std::vector<std::uint64_t> bits(128);
    kernel(key, first, 64, PhiloxForm::words, bits.data());
    CHECK(bits == words);
  }
}

TEST_CASE("the portable kernel and at least one of an instruction set are there on x86-64") {
#if defined(__x86_64__)
  CHECK(philox_kernels().size() >= 2);
#else
  CHECK(philox_kernels().size() == 1);
#endif
}

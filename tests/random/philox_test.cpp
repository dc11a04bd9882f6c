#include "premortem/random/philox.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "holds_for_all.hpp"
#include "random/philox_reference.hpp"

using namespace premortem;

namespace {

std::vector<double> uniforms(const StreamKey& key, std::uint64_t first, std::size_t count) {
  std::vector<double> out(count);
  fill_uniform(key, first, out);
  return out;
}

/// One sample by the documented layout: counter words 0-1 = sample/2, words 2-3 = variable, key = seed.
double documented(const StreamKey& key, std::uint64_t sample) {
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); };
  const std::uint64_t block = sample / 2;
  const auto r = philox_reference::block({low(block), high(block), low(key.variable), high(key.variable)},
                                         {low(key.seed), high(key.seed)});
  const std::size_t i = sample % 2 * 2;
  const std::uint64_t word = std::uint64_t{r[i + 1]} << 32 | r[i];
  return (static_cast<double>(word >> 12) + 0.5) * 0x1p-52;
}

/// Kolmogorov's distance; sorts the draws.
double distance_from_uniform(std::vector<double>& u) {
  std::sort(u.begin(), u.end());
  const auto n = static_cast<double>(u.size());
  double distance = 0;
  for (std::size_t i = 0; i < u.size(); ++i) {
    const auto rank = static_cast<double>(i);
    distance = std::max({distance, (rank + 1) / n - u[i], u[i] - rank / n});
  }
  return distance;
}

std::uint64_t any_word() { return *rc::gen::arbitrary<std::uint64_t>(); }

StreamKey any_key() {
  const std::uint64_t seed = any_word();
  return {seed, any_word()};
}

/// A size by rapidcheck's range and not by its growing scale.
std::uint64_t below(std::uint64_t bound) { return *rc::gen::inRange<std::uint64_t>(0, bound); }

}  // namespace

TEST_CASE("the reference agrees with the published vectors of Philox 4x32-10") {
  // kat_vectors of the Random123 distribution.
  using philox_reference::block;
  using philox_reference::Counter;
  constexpr std::uint32_t ones = 0xFFFFFFFF;
  CHECK(block({0, 0, 0, 0}, {0, 0}) == Counter{0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8});
  CHECK(block({ones, ones, ones, ones}, {ones, ones}) == Counter{0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD});
  CHECK(block({0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344}, {0xA4093822, 0x299F31D0}) ==
        Counter{0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1});
}

TEST_CASE("the first sample of seed 0 and variable 0 is made of the published vector") {
  const auto u = uniforms({0, 0}, 0, 2);
  CHECK(u[0] == (0xE169C58D6627EULL + 0.5) * 0x1p-52);  // top 52 bits of e169c58d'6627e8d5
  CHECK(u[1] == (0x9B00DBD8BC57AULL + 0.5) * 0x1p-52);
}

TEST_CASE("every sample is the documented function of seed, variable and index") {
  CHECK(holds_for_all([] {
    const StreamKey key = any_key();
    const std::uint64_t first = any_word() >> below(60);
    const std::size_t count = 1 + below(40);
    RC_PRE(first <= std::numeric_limits<std::uint64_t>::max() - count);
    const auto u = uniforms(key, first, count);
    for (std::size_t j = 0; j < count; ++j) RC_ASSERT(u[j] == documented(key, first + j));
  }));
}

TEST_CASE("any subset of the samples is the slice of the whole") {
  const StreamKey key{42, variable_id("harm per case")};
  const auto whole = uniforms(key, 0, 3000);
  CHECK(holds_for_all([&] {
    const std::size_t first = below(3000);
    const std::size_t count = below(3000 - first + 1);
    const auto part = uniforms(key, first, count);
    RC_ASSERT(std::equal(part.begin(), part.end(), whole.begin() + static_cast<std::ptrdiff_t>(first)));
  }));
}

TEST_CASE("a uniform is an odd multiple of 2^-53, hence never 0 or 1, and its complement is exact") {
  for (const double u : uniforms({7, 7}, 0, 200000)) {
    const double scaled = u * 0x1p53;
    if (!(u > 0 && u < 1 && std::fmod(scaled, 2) == 1 && 1 - (1 - u) == u)) FAIL("u = " << u);
  }
}

TEST_CASE("other variables and other seeds give other draws, without correlation") {
  constexpr std::size_t n = 100000;
  const auto base = uniforms({1, 1}, 0, n);
  for (const StreamKey other : {StreamKey{1, 2}, StreamKey{2, 1}, StreamKey{1, 1ULL << 32}, StreamKey{1ULL << 32, 1}}) {
    const auto draws = uniforms(other, 0, n);
    double product = 0;
    std::size_t same = 0;
    for (std::size_t i = 0; i < n; ++i) {
      product += (base[i] - .5) * (draws[i] - .5);
      same += base[i] == draws[i];
    }
    CHECK(same == 0);
    // Correlation of independent draws: standard deviation 1/sqrt(n); four of them.
    CHECK(std::abs(12 * product / n) < 4 / std::sqrt(static_cast<double>(n)));
  }
}

TEST_CASE("the draws have the mean, the variance and the independence of a uniform") {
  constexpr double n = 1000000;
  const auto u = uniforms({1, variable_id("traffic")}, 0, static_cast<std::size_t>(n));
  double sum = 0;
  double square = 0;
  double neighbours = 0;
  for (std::size_t i = 0; i < u.size(); ++i) {
    sum += u[i] - .5;
    square += (u[i] - .5) * (u[i] - .5);
    if (i > 0) neighbours += (u[i] - .5) * (u[i - 1] - .5);
  }
  // Four standard deviations; (u - 1/2)^2 has variance 1/180.
  CHECK(std::abs(sum / n) < 4 * std::sqrt(1 / (12 * n)));
  CHECK(std::abs(square / n - 1.0 / 12) < 4 * std::sqrt(1 / (180 * n)));
  CHECK(std::abs(12 * neighbours / n) < 4 / std::sqrt(n));
}

TEST_CASE("one stream in a hundred passes Kolmogorov's 1% point, and not three times as many") {
  constexpr int streams = 400;
  constexpr std::size_t n = 5000;
  int beyond = 0;
  for (int variable = 0; variable < streams; ++variable) {
    auto u = uniforms({1, static_cast<std::uint64_t>(variable)}, 0, n);
    beyond += distance_from_uniform(u) > 1.63 / std::sqrt(static_cast<double>(n));
  }
  CHECK(beyond <= 12);  // P(Binomial(400, .01) > 12) = .0002
}

TEST_CASE("a variable's identity is the FNV-1a hash of its name") {
  // Test vectors of Fowler, Noll & Vo, 64 bits.
  CHECK(variable_id("") == 0xCBF29CE484222325ULL);
  CHECK(variable_id("a") == 0xAF63DC4C8601EC8CULL);
  CHECK(variable_id("foobar") == 0x85944171F73967E8ULL);
  CHECK(variable_id("\xC3\xA9") != variable_id("e"));
}

TEST_CASE("no draws leave the memory alone") {
  fill_uniform({1, 1}, 5, {});
  std::vector<double> guarded(3, -1.0);
  fill_uniform({1, 1}, 5, std::span<double>(guarded).subspan(1, 1));
  CHECK(guarded.front() == -1.0);
  CHECK(guarded.back() == -1.0);
}

TEST_CASE("a word of a stream is the one its uniform is made of, alone or in any slice") {
  CHECK(holds_for_all([] {
    const StreamKey key = any_key();
    const std::uint64_t first = any_word() >> 1;
    const auto u = uniforms(key, first, 7);
    std::vector<std::uint64_t> words(1 + below(7));
    fill_words(key, first, words);
    for (std::size_t i = 0; i < words.size(); ++i) {
      RC_ASSERT(words[i] == random_word(key, first + i));
      RC_ASSERT(u[i] == (static_cast<double>(words[i] >> 12) + 0.5) * 0x1p-52);
    }
  }));
}

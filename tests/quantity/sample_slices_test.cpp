#include "quantity/sample_slices.hpp"

#include <catch2/catch.hpp>

#include "quantity/block_evaluator.hpp"

namespace premortem {
namespace {

constexpr std::uint64_t sizes[] = {1, 1023, 1024, 1025, 65'536, 65'537, 1'000'000, 10'000'000, 1'000'000'000};

TEST_CASE("slices hold every sample once, in order, and only whole blocks but for the last") {
  for (const auto samples : sizes)
    for (const int jobs : {1, 2, 3, 64}) {
      std::uint64_t next = 0;
      for (const auto& slice : sample_slices(samples, jobs)) {
        CHECK(slice.first == next);
        CHECK(slice.first < slice.end);
        CHECK((slice.end % block_size == 0 || slice.end == samples));
        next = slice.end;
      }
      CHECK(next == samples);
    }
}

TEST_CASE("parts start at the same samples for any number of threads, at most 64 of them") {
  const auto starts = [](std::uint64_t samples, int jobs) {
    std::vector<std::uint64_t> first;
    for (const auto& slice : sample_slices(samples, jobs))
      if (slice.starts_part) first.push_back(slice.first);
    return first;
  };
  for (const auto samples : sizes) {
    const auto alone = starts(samples, 1);
    CHECK(alone.size() <= 64);
    CHECK(alone.size() == sample_slices(samples, 1).size());
    for (const int jobs : {2, 3, 64}) CHECK(starts(samples, jobs) == alone);
  }
}

TEST_CASE("for several threads the last slices are short, and the moments that are kept few") {
  for (const auto samples : {std::uint64_t{10'000'000}, std::uint64_t{1'000'000'000}})
    for (const int jobs : {2, 8}) {
      const auto slices = sample_slices(samples, jobs);
      CHECK(slices.back().end - slices.back().first <= 8 * block_size);
      std::uint64_t blocks = 0;
      for (const auto& slice : slices)
        if (!slice.starts_part) blocks += (slice.end - slice.first + block_size - 1) / block_size;
      CHECK(blocks > 0);
      CHECK(blocks <= 1024);
    }
}

TEST_CASE("moments by slice are those of merging block by block within a part and part by part, to the bit") {
  const auto block = [](std::uint64_t i) { return Moments{1024, 1.0 / (1.0 + static_cast<double>(i % 7)), 0.1 * static_cast<double>(i % 11)}; };
  const auto merged = [&](const std::vector<SampleSlice>& slices) {
    MomentsBySlice all;
    for (const auto& slice : slices) {
      std::vector<Moments> moments;
      for (std::uint64_t i = slice.first / block_size; i * block_size < slice.end; ++i) {
        if (moments.empty() || !slice.starts_part) moments.emplace_back();
        moments.back().merge(block(i));
      }
      all.add(slice, moments);
    }
    return all.all();
  };
  constexpr std::uint64_t blocks = 1000, part_blocks = 16;  // 64 parts of 1,000 blocks: 16 blocks each, rounded up
  Moments expected;
  for (std::uint64_t first = 0; first < blocks; first += part_blocks) {
    Moments part;
    for (std::uint64_t i = first; i < first + part_blocks && i < blocks; ++i) part.merge(block(i));
    expected.merge(part);
  }
  for (const int jobs : {1, 2, 3, 64}) {
    const auto found = merged(sample_slices(blocks * block_size, jobs));
    CHECK(found.count == expected.count);
    CHECK(found.mean == expected.mean);
    CHECK(found.squared_deviations == expected.squared_deviations);
  }
}

}  // namespace
}  // namespace premortem

#include <catch2/catch.hpp>

#include <algorithm>

#include "holds_for_all.hpp"
#include "mpi/block_dealer.hpp"

using namespace premortem;
using namespace premortem::test;
using cli::IdRange;
using mpi::BlockDealer;

namespace {

/// Every block comes back as soon as it is dealt, its points having taken so long.
std::vector<IdRange> all_blocks(BlockDealer& dealer, double seconds, std::uint64_t bytes = 20) {
  std::vector<IdRange> blocks;
  while (const auto block = dealer.next()) {
    blocks.push_back(*block);
    dealer.back(*block, block->count, seconds * static_cast<double>(block->count), bytes * block->count);
  }
  return blocks;
}

}  // namespace

TEST_CASE("every id that is not kept is dealt once, in order, whatever points take and however many are out") {
  CHECK(holds_for_all("dealing leaves nothing out", [] {
    const auto count = *rc::gen::inRange<std::uint64_t>(0, 500);
    const IdRange ids{*rc::gen::inRange<std::uint64_t>(0, 1000), count};
    std::vector<IdRange> kept;
    std::vector<std::uint64_t> missing;
    for (std::uint64_t at = 0; at < count;) {
      const auto run = std::min(count - at, *rc::gen::inRange<std::uint64_t>(1, 60));
      if (*rc::gen::arbitrary<bool>()) {
        if (!kept.empty() && kept.back().first + kept.back().count == ids.first + at) kept.back().count += run;
        else kept.push_back({ids.first + at, run});
      } else {
        for (std::uint64_t i = 0; i < run; ++i) missing.push_back(ids.first + at + i);
      }
      at += run;
    }
    BlockDealer dealer(ids, kept, {*rc::gen::inRange<std::uint64_t>(0, 4), *rc::gen::inRange<std::uint64_t>(0, 9), *rc::gen::inRange<std::uint64_t>(0, 5)});
    std::vector<std::uint64_t> dealt;
    std::vector<IdRange> out;
    const auto take_back = [&] {
      const auto i = *rc::gen::inRange<std::size_t>(0, out.size());
      dealer.back(out[i], out[i].count, 1e-3 * *rc::gen::inRange(0, 100), 100);
      out.erase(out.begin() + static_cast<std::ptrdiff_t>(i));
    };
    while (!dealer.all_dealt()) {
      if (const auto block = dealer.next()) {
        for (std::uint64_t i = 0; i < block->count; ++i) dealt.push_back(block->first + i);
        out.push_back(*block);
      } else {
        RC_ASSERT(!out.empty());  // or it would be waited for in vain
        take_back();
      }
      if (!out.empty() && *rc::gen::arbitrary<bool>()) take_back();
    }
    RC_ASSERT(dealt == missing);
    RC_ASSERT(!dealer.next().has_value());
  }));
}

TEST_CASE("blocks grow to what takes 50 ms, and shrink towards the end") {
  BlockDealer dealer({0, 10'000}, {}, {0, 4, 0});
  const auto blocks = all_blocks(dealer, 0.001);
  CHECK(blocks.front().count == 1);  // nothing is known yet
  CHECK(blocks[1].count == 50);      // 50 ms of 1 ms each
  CHECK(blocks[100].count == 50);
  CHECK(blocks.back().count == 1);
  CHECK(std::is_sorted(blocks.begin() + 1, blocks.end(), [](const auto& a, const auto& b) { return a.count > b.count; }));
}

TEST_CASE("a point that takes longer than that is a block of its own") {
  BlockDealer dealer({0, 30}, {}, {0, 2, 0});
  for (const auto& block : all_blocks(dealer, 2.0)) CHECK(block.count == 1);
}

TEST_CASE("a block holds 16 MiB of rows at most, however fast its points are") {
  BlockDealer dealer({0, 10'000'000}, {}, {0, 1, 0});
  constexpr std::uint64_t row = 1 << 20;
  for (const auto& block : all_blocks(dealer, 1e-6, row)) REQUIRE(block.count <= std::max<std::uint64_t>(16, 10'000'000 / 65'536 + 1));
}

TEST_CASE("a long sweep has at most 65,536 blocks, which a checkpoint keeps in memory") {
  BlockDealer dealer({0, 1'000'000}, {}, {0, 4, 0});
  CHECK(all_blocks(dealer, 1.0).size() <= 65'536);
}

TEST_CASE("no block is dealt that is too far ahead of the first that is out") {
  BlockDealer dealer({0, 100}, {}, {10, 2, 3});
  const auto first = dealer.next(), second = dealer.next(), third = dealer.next();
  REQUIRE((first && second && third));
  CHECK_FALSE(dealer.next().has_value());
  dealer.back(*second, 10, 1, 1), dealer.back(*third, 10, 1, 1);
  CHECK_FALSE(dealer.next().has_value());  // the first is still out
  CHECK_FALSE(dealer.all_dealt());
  dealer.back(*first, 10, 1, 1);
  CHECK(dealer.next() == IdRange{30, 10});
}

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

#include "holds_for_all.hpp"
#include "mpi/block_dealer.hpp"

using namespace premortem;
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
  CHECK(holds_for_all([] {
    std::mt19937 random(*rc::gen::arbitrary<std::uint32_t>());
    const auto below = [&](std::uint64_t n) { return std::uint64_t{random()} % n; };
    const IdRange ids{below(1000), below(300)};
    std::vector<IdRange> kept;
    std::vector<std::uint64_t> missing, dealt;
    for (std::uint64_t id = ids.first; id < ids.first + ids.count; ++id) {
      if (below(20) > 0) missing.push_back(id);
      else if (!kept.empty() && kept.back().first + kept.back().count == id) ++kept.back().count;
      else kept.push_back({id, 1});
    }
    BlockDealer dealer(ids, kept, {below(4), below(9), below(5)});
    std::vector<IdRange> out;
    while (!dealer.all_dealt()) {
      const auto block = dealer.next();
      for (std::uint64_t i = 0; block && i < block->count; ++i) dealt.push_back(block->first + i);
      if (block) out.push_back(*block);
      RC_ASSERT(!out.empty());  // or a rank would wait in vain
      if (block && below(2) > 0) continue;
      std::swap(out[below(out.size())], out.back());
      dealer.back(out.back(), out.back().count, 1e-3 * static_cast<double>(below(100)), 100);
      out.pop_back();
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

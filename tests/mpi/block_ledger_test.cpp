#include "mpi/block_ledger.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

using namespace premortem;
using cli::IdRange;
using mpi::BlockLedger;
using mpi::BlockResult;

namespace {

/// A run of so many points in blocks of ten, and what its sink was given.
struct Kept {
  std::map<std::uint64_t, std::uint64_t> blocks;  // first id: count
  int endings = 0;
  bool full = false;
  std::atomic<bool> interrupted = false;
  cli::SweepJob job;
  cli::BlockSink sink;
  BlockLedger ledger;

  explicit Kept(std::uint64_t points)
      : job{{0, points}, 10, 1, {}, {}, &interrupted},
        sink{[this](IdRange ids, const std::string&) { take(ids); }, [this] { ++endings; }},
        ledger(job, sink, mpi::BlockDealer({0, points}, {}, {10, 1, 0})) {}

  void take(IdRange ids) {
    if (full) throw std::runtime_error("full");
    blocks.emplace(ids.first, ids.count);
  }
};

BlockResult whole(IdRange block) { return {block, block.count, "rows", 0.01}; }

/// A block of which the point after `done` others threw this; without words: a signal came.
BlockResult cut_off(IdRange block, std::uint64_t done, const std::string& words = "") {
  return {block, done, "rows", 0.01, words.empty() ? nullptr : std::make_exception_ptr(std::runtime_error(words))};
}

std::string what_ends(const BlockLedger& ledger) {
  try {
    return ledger.end() ? "done" : "interrupted";
  } catch (const std::exception& e) {
    return e.what();
  }
}

}  // namespace

TEST_CASE("all blocks back, in any order, is the end of a run") {
  Kept run(25);
  const auto a = run.ledger.next(false), b = run.ledger.await(), c = run.ledger.next(false);
  REQUIRE((a && b && c));
  CHECK((*c == IdRange{20, 5}));
  CHECK_FALSE(run.ledger.next(false).has_value());
  CHECK_FALSE(run.ledger.await().has_value());
  for (const auto& block : {*c, *a, *b}) run.ledger.settle(whole(block));
  CHECK(run.ledger.is_dealt());
  CHECK(what_ends(run.ledger) == "done");
  CHECK((run.blocks == std::map<std::uint64_t, std::uint64_t>{{0, 10}, {10, 10}, {20, 5}}));
  CHECK(run.endings == 0);
}

TEST_CASE("of the points that fail the first by id is thrown, whichever was told first, and what is before it is still wanted") {
  Kept run(100);
  for (int i = 0; i < 3; ++i) REQUIRE(run.ledger.next(false));
  run.ledger.settle(cut_off({20, 10}, 4, "point 24"));
  CHECK((run.ledger.wanted().any && run.ledger.wanted().last == 24));
  CHECK((run.ledger.is_wanted(24) && !run.ledger.is_wanted(25)));
  CHECK_FALSE(run.ledger.next(false).has_value());
  CHECK_FALSE(run.ledger.await().has_value());
  run.ledger.settle(cut_off({0, 10}, 3, "point 3"));
  run.ledger.settle(cut_off({10, 10}, 0));  // not wanted any more
  CHECK(run.ledger.wanted().last == 3);
  CHECK(run.ledger.is_dealt());
  CHECK(what_ends(run.ledger) == "point 3");
  CHECK((run.blocks == std::map<std::uint64_t, std::uint64_t>{{0, 3}, {20, 4}}));  // the points before are kept, and no empty block
  CHECK(run.endings == 3);
}

TEST_CASE("a signal here or at another rank cuts a run that has something left to do, and none that has not") {
  Kept here(100), there(100), late(10);
  REQUIRE(here.ledger.next(false));
  here.interrupted = true;
  CHECK_FALSE(here.ledger.is_wanted(0));
  CHECK_FALSE(here.ledger.next(false).has_value());
  CHECK_FALSE(here.ledger.wanted().any);
  CHECK(what_ends(here.ledger) == "interrupted");

  there.ledger.settle(cut_off(there.ledger.next(false).value(), 2));
  CHECK_FALSE(there.ledger.wanted().any);
  CHECK_FALSE(there.ledger.await().has_value());
  CHECK(what_ends(there.ledger) == "interrupted");
  CHECK(there.blocks.at(0) == 2);

  const auto last = late.ledger.next(false).value();
  late.interrupted = true;
  CHECK_FALSE(late.ledger.wanted().any);  // told to end; what was already computed comes back whole
  late.ledger.settle(whole(last));
  CHECK(what_ends(late.ledger) == "done");
}

TEST_CASE("where no more can be kept, and where dealing itself fails, the first reason is thrown, before that of any point") {
  Kept full(100), defect(100);
  const auto a = full.ledger.next(false).value(), b = full.ledger.next(false).value();
  full.ledger.settle(cut_off(a, 1, "point 1"));
  full.full = true;
  full.ledger.settle(whole(b));
  CHECK_FALSE(full.ledger.wanted().any);
  full.ledger.break_off(std::make_exception_ptr(std::runtime_error("second")));
  CHECK(what_ends(full.ledger) == "full");
  defect.ledger.break_off(std::make_exception_ptr(std::runtime_error("defect")));
  CHECK_FALSE(defect.ledger.await().has_value());
  CHECK(defect.ledger.is_dealt());
  CHECK(what_ends(defect.ledger) == "defect");
}

TEST_CASE("blocks that will not come make a run interrupted") {
  Kept run(10);
  REQUIRE(run.ledger.next(false));
  run.ledger.give_up();
  CHECK(what_ends(run.ledger) == "interrupted");
}

TEST_CASE("one who is busy is given a block only where its points are known to be quick and many are left") {
  Kept run(1000);
  CHECK_FALSE(run.ledger.next(true).has_value());  // nothing is known yet
  run.ledger.settle(whole(run.ledger.next(false).value()));
  CHECK((run.ledger.next(true) == IdRange{10, 10}));
  while (run.ledger.next(true)) continue;
  CHECK(run.ledger.next(false).has_value());  // the last are for who has none
}

#include <catch2/catch.hpp>

#include <algorithm>
#include <deque>

#include "holds_for_all.hpp"
#include "csv_reading.hpp"
#include "csv_texts.hpp"
#include "input/csv_blocks.hpp"
#include "premortem/core/error.hpp"
#include "premortem/input/csv_stream.hpp"

using namespace premortem;
using namespace premortem::test;

namespace {

/// @param piece  bytes that are given at once
CsvBytes bytes_of(std::string_view text, std::size_t piece) {
  return [text, piece](char* to, std::size_t size) mutable {
    const auto given = text.copy(to, std::min(piece, size));
    text.remove_prefix(given);
    return given;
  };
}

Reading read_with_jobs(std::string_view text, std::size_t jobs, std::size_t block_bytes = 50, std::size_t piece = 7) {
  std::deque<Lines> rows;
  Diagnostics diagnostics;
  const auto sinks = [&](std::size_t chunk) -> CsvRowSink {
    if (rows.size() <= chunk) rows.resize(chunk + 1);
    rows[chunk].clear();
    return [&lines = rows[chunk]](const CsvRow& row) { lines.push_back(shown(row)); };
  };
  std::string witnessed;
  stream_csv(bytes_of(text, piece), [&](std::string_view bytes) { witnessed += bytes; }, "f.csv", {}, jobs, sinks, diagnostics, block_bytes);
  REQUIRE(witnessed == text);
  Reading reading;
  for (const auto& chunk : rows) reading.rows.insert(reading.rows.end(), chunk.begin(), chunk.end());
  for (const auto& error : diagnostics.errors()) reading.errors.push_back(to_string(error));
  reading.error_count = diagnostics.error_count();
  return reading;
}

}  // namespace

TEST_CASE("any number of jobs gives the rows and messages of one parser on damaged text") {
  CHECK(holds_for_all([] {
    const auto text = *csv_like_text();
    const auto block = *rc::gen::inRange<std::size_t>(1, 200), piece = *rc::gen::inRange<std::size_t>(1, 60);
    RC_ASSERT(read_with_jobs(text, *rc::gen::inRange<std::size_t>(1, 9), block, piece) == read(text));
  }));
}

TEST_CASE("any number of jobs gives the rows of one parser on sound text, and the messages after its damage") {
  CHECK(holds_for_all([] {
    const auto text = "a,b\n" + *sound_rows() + *rc::gen::element<std::string>("", "1\n", "\"x\"y,2\n", "1,\"", "\xFF,1\n") + *sound_rows();
    const auto block = *rc::gen::inRange<std::size_t>(1, 200), piece = *rc::gen::inRange<std::size_t>(1, 60);
    RC_ASSERT(read_with_jobs(text, *rc::gen::inRange<std::size_t>(1, 9), block, piece) == read(text));
  }));
}

TEST_CASE("the parts of sound text lie between rows and lose no byte") {
  CHECK(holds_for_all([] {
    const auto text = *sound_rows();
    CsvBlocks blocks(bytes_of(text, *rc::gen::inRange<std::size_t>(1, 60)), *rc::gen::inRange<std::size_t>(1, 200), 1000);
    std::string joined;
    for (CsvBlock block; blocks.next(block);) {
      RC_ASSERT(block.first_line == 1 + std::count(joined.begin(), joined.end(), '\n'));
      RC_ASSERT(std::count(block.text().begin(), block.text().end(), '"') % 2 == 0);
      RC_ASSERT(block.text().ends_with('\n') && block.ends_row);
      joined += block.text();
    }
    RC_ASSERT(joined == text);
    RC_ASSERT(blocks.ended());
  }));
}

TEST_CASE("a part in which no row ends is given as such, and the rest follows it") {
  const std::string text = "1,2\n3," + std::string(100, 'x') + "\n5,6\n";
  CsvBlocks blocks(bytes_of(text, 9), 10, 30);
  CsvBlock block;
  REQUIRE(blocks.next(block));
  CHECK(block.text() == "1,2\n");
  REQUIRE(blocks.next(block));
  CHECK_FALSE(block.ends_row);
  std::string joined = "1,2\n" + std::string(block.text());
  blocks.rest([&](std::string_view piece) { joined += piece; });
  CHECK(joined == text);
  CHECK(blocks.ended());
}

TEST_CASE("parts are done once each, in their order, and none from an error on") {
  const std::string sound = "a,b\n" + [] { std::string rows; for (int i = 0; i < 300; ++i) rows += std::to_string(i) + ",2\n"; return rows; }();
  for (const auto& [text, all] : {std::pair(sound, true), std::pair(sound + "1\n" + sound.substr(4), false)}) {
    std::size_t asked = 0;
    std::vector<std::size_t> done, given(1000);
    const auto sinks = [&](std::size_t chunk) {
      asked = std::max(asked, chunk + 1);
      return CsvChunkSink([&, chunk](const CsvRow&) { ++given[chunk]; }, {}, [&, chunk] { done.push_back(chunk); });
    };
    Diagnostics diagnostics;
    stream_csv(bytes_of(text, 64), [](std::string_view) {}, "f.csv", {}, 4, sinks, diagnostics, 100);
    REQUIRE(done.size() > 10);
    for (std::size_t i = 0; i < done.size(); ++i) CHECK(done[i] == i);
    CHECK((done.size() == asked) == all);
    CHECK(diagnostics.has_errors() == !all);
  }
}

TEST_CASE("what the source or a receiver throws ends the reading, whichever thread it was") {
  const std::string text = "a,b\n" + [] { std::string rows; for (int i = 0; i < 300; ++i) rows += "1,2\n"; return rows; }();
  Diagnostics diagnostics;
  const auto ignore = [](std::size_t) -> CsvRowSink { return [](const CsvRow&) {}; };
  int calls = 0;
  const auto failing = [&, bytes = bytes_of(text, 64)](char* to, std::size_t size) mutable {
    if (++calls == 9) throw FileError("gone");
    return bytes(to, size);
  };
  CHECK_THROWS_WITH(stream_csv(failing, [](std::string_view) {}, "f.csv", {}, 3, ignore, diagnostics, 100), "gone");
  const auto refusing = [](std::size_t chunk) { return CsvChunkSink([](const CsvRow&) {}, {}, [chunk] { if (chunk == 3) throw LimitError("enough"); }); };
  CHECK_THROWS_WITH(stream_csv(bytes_of(text, 64), [](std::string_view) {}, "f.csv", {}, 3, refusing, diagnostics, 100), "enough");
}

TEST_CASE("a limit that a later chunk passes is the same limit at the same place") {
  const std::string text = "a,b\n1,2\n3,4\n" + std::string(std::size_t{1} << 21, 'x') + ",5\n";
  CHECK_THROWS_WITH(read_with_jobs(text, 3, 1000, 100000), "f.csv:4:1: error[limit]: a cell of more than 1048576 bytes; is a quote not closed?");
}

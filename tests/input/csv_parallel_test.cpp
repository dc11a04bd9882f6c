#include <catch2/catch.hpp>

#include <algorithm>
#include <deque>

#include "holds_for_all.hpp"
#include "csv_reading.hpp"
#include "csv_texts.hpp"
#include "premortem/core/error.hpp"
#include "premortem/input/csv_stream.hpp"

using namespace premortem;
using namespace premortem::test;

namespace {

/// @param piece  bytes that are fed at once
Reading read_with_jobs(std::string_view text, std::size_t jobs, std::size_t block_bytes = 50, std::size_t piece = 7) {
  std::deque<Lines> rows;
  Diagnostics diagnostics;
  const auto sinks = [&](std::size_t chunk) -> CsvRowSink {
    if (rows.size() <= chunk) rows.resize(chunk + 1);
    rows[chunk].clear();
    return [&lines = rows[chunk]](const CsvRow& row) { lines.push_back(shown(row)); };
  };
  CsvStream stream("f.csv", {}, jobs, sinks, diagnostics, block_bytes);
  for (std::size_t at = 0; at < text.size(); at += piece) stream.feed(text.substr(at, piece));
  stream.finish();
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

TEST_CASE("the cuts of sound text lie between rows and lose no byte") {
  CHECK(holds_for_all([] {
    const auto text = *sound_rows();
    std::string joined;
    for (const auto& chunk : csv_chunks(text, *rc::gen::inRange<std::size_t>(1, 9))) {
      RC_ASSERT(chunk.first_line == 1 + std::count(joined.begin(), joined.end(), '\n'));
      RC_ASSERT(std::count(chunk.text.begin(), chunk.text.end(), '"') % 2 == 0);
      RC_ASSERT(chunk.text.ends_with('\n'));
      joined += chunk.text;
    }
    RC_ASSERT(joined == text);
  }));
}

TEST_CASE("a limit that a later chunk passes is the same limit at the same place") {
  const std::string text = "a,b\n1,2\n3,4\n" + std::string(std::size_t{1} << 21, 'x') + ",5\n";
  CHECK_THROWS_WITH(read_with_jobs(text, 3, 1000, 100000), "f.csv:4:1: error[limit]: a cell of more than 1048576 bytes; is a quote not closed?");
}

#include <catch2/catch.hpp>

#include <algorithm>

#include "holds_for_all.hpp"
#include "csv_reading.hpp"
#include "csv_texts.hpp"
#include "premortem/core/error.hpp"
#include "premortem/input/csv_parallel.hpp"

using namespace premortem;
using namespace premortem::test;

namespace {

Reading read_with_jobs(std::string_view text, std::size_t jobs) {
  std::vector<Lines> rows(jobs);
  Diagnostics diagnostics;
  const auto sinks = [&](std::size_t chunk) -> CsvRowSink {
    rows.at(chunk).clear();
    return [&lines = rows[chunk]](const CsvRow& row) { lines.push_back(shown(row)); };
  };
  parse_csv_parallel(text, "f.csv", {}, jobs, sinks, diagnostics);
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
    RC_ASSERT(read_with_jobs(text, *rc::gen::inRange<std::size_t>(1, 9)) == read(text));
  }));
}

TEST_CASE("any number of jobs gives the rows of one parser on sound text, and the messages after its damage") {
  CHECK(holds_for_all([] {
    const auto text = "a,b\n" + *sound_rows() + *rc::gen::element<std::string>("", "1\n", "\"x\"y,2\n", "1,\"", "\xFF,1\n") + *sound_rows();
    RC_ASSERT(read_with_jobs(text, *rc::gen::inRange<std::size_t>(1, 9)) == read(text));
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
  CHECK_THROWS_WITH(read_with_jobs(text, 3), "f.csv:4:1: error[limit]: a cell of more than 1048576 bytes; is a quote not closed?");
}

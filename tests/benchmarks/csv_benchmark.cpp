// How fast 50 MB of generated row data are read: libcsv alone, one parser, two jobs; and with blanks and quotes in it.
// Raced by csv/race.
#include <benchmark/benchmark.h>
#include <csv.h>

#include <deque>
#include <numeric>
#include <string>
#include <vector>

#include "premortem/input/csv_stream.hpp"

namespace {

enum class Content { plain, quoted_with_blanks };

// The values are of no account; a fixed recurrence gives the same bytes everywhere (Numerical Recipes' constants).
std::string generated(Content content) {
  std::string text = "score,label,cohort,date\n";
  unsigned x = 1;
  while (text.size() < 50'000'000) {
    x = x * 1664525U + 1013904223U;
    const auto score = "0." + std::to_string(x % 1'000'000U);
    const auto label = std::to_string(x >> 31U);
    text += content == Content::plain ? score + "," + label + ",north,2026-01-02\n"
                                      : "\"" + score + "\",\"" + label + "\",\"north, upper\",\"2026-01-02\"\n";
  }
  return text;
}

const std::string& text_of(benchmark::State& state) {
  static const std::string plain = generated(Content::plain);
  static const std::string quoted = generated(Content::quoted_with_blanks);
  return state.range(0) == 0 ? plain : quoted;
}

void count_cell(void*, std::size_t, void* cells) { ++*static_cast<std::size_t*>(cells); }
void ignore_row(int, void*) {}

void libcsv_alone(benchmark::State& state) {
  const auto& text = text_of(state);
  std::size_t cells = 0;
  for (auto _ : state) {
    cells = 0;
    csv_parser parser;
    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_parse(&parser, text.data(), text.size(), count_cell, ignore_row, &cells);
    csv_fini(&parser, count_cell, ignore_row, &cells);
    csv_free(&parser);
    benchmark::DoNotOptimize(cells);
  }
  state.SetBytesProcessed(static_cast<long>(text.size()) * static_cast<long>(state.iterations()));
  state.counters["cells"] = static_cast<double>(cells);
}

void with_jobs(benchmark::State& state) {
  const auto& text = text_of(state);
  const auto jobs = static_cast<std::size_t>(state.range(1));
  struct alignas(64) Cells {  // a cache line apart
    std::size_t count = 0;
  };
  std::deque<Cells> cells;  // by part
  for (auto _ : state) {
    cells.clear();
    premortem::Diagnostics diagnostics;
    const auto sinks = [&](std::size_t) -> premortem::CsvRowSink {
      return [&n = cells.emplace_back().count](const premortem::CsvRow& row) { n += row.cells.size(); };
    };
    std::size_t at = 0;
    const auto bytes = [&](char* to, std::size_t size) {
      const auto given = text.copy(to, size, at);
      at += given;
      return given;
    };
    premortem::stream_csv(bytes, [](std::string_view) {}, "generated.csv", {}, jobs, sinks, diagnostics);
    benchmark::DoNotOptimize(cells.front());
  }
  state.SetBytesProcessed(static_cast<long>(text.size()) * static_cast<long>(state.iterations()));
  state.counters["cells"] = static_cast<double>(std::accumulate(cells.begin(), cells.end(), std::size_t{0}, [](std::size_t sum, const Cells& c) { return sum + c.count; }));
}

}  // namespace

BENCHMARK(libcsv_alone)->ArgNames({"quoted"})->Arg(0)->Arg(1)->UseRealTime();
BENCHMARK(with_jobs)->ArgNames({"quoted", "jobs"})->Args({0, 1})->Args({0, 2})->Args({1, 1})->Args({1, 2})->UseRealTime();
BENCHMARK_MAIN();

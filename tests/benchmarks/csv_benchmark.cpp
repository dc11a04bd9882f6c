// How fast 50 MB of generated row data are read: libcsv alone, one parser, two jobs; and with blanks and quotes in it.
// Raced by csv/race.
#include <benchmark/benchmark.h>
#include <csv.h>

#include <algorithm>
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
  std::vector<std::size_t> cells(jobs * 16);  // a cache line apart
  for (auto _ : state) {
    std::fill(cells.begin(), cells.end(), 0U);
    premortem::Diagnostics diagnostics;
    const auto sinks = [&](std::size_t chunk) -> premortem::CsvRowSink {
      return [&n = cells[chunk % jobs * 16]](const premortem::CsvRow& row) { n += row.cells.size(); };
    };
    premortem::CsvStream stream("generated.csv", {}, jobs, sinks, diagnostics);
    stream.feed(text);
    stream.finish();
    benchmark::DoNotOptimize(cells.data());
  }
  state.SetBytesProcessed(static_cast<long>(text.size()) * static_cast<long>(state.iterations()));
  state.counters["cells"] = static_cast<double>(std::accumulate(cells.begin(), cells.end(), std::size_t{0}));
}

}  // namespace

BENCHMARK(libcsv_alone)->ArgNames({"quoted"})->Arg(0)->Arg(1)->UseRealTime();
BENCHMARK(with_jobs)->ArgNames({"quoted", "jobs"})->Args({0, 1})->Args({0, 2})->Args({1, 1})->Args({1, 2})->UseRealTime();
BENCHMARK_MAIN();

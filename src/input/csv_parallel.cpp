#include "premortem/input/csv_parallel.hpp"

#include <algorithm>
#include <thread>

namespace premortem {
namespace {

/// The end of the row that is being written at `from`; the end of the text if it has no end.
std::size_t row_end(std::string_view text, std::size_t from, bool quoted) {
  for (std::size_t i = from; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (text[i] == '\n' && !quoted) return i + 1;
  }
  return text.size();
}

long count(std::string_view text, char c) { return std::count(text.begin(), text.end(), c); }

/// The number of cells of the header; 0 if it has an error or there is none.
std::size_t header_width(std::string_view text, const std::string& file, const CsvOptions& options) {
  constexpr std::size_t piece = std::size_t{1} << 12;
  Diagnostics found;
  std::size_t width = 0;
  const auto keep_first = [&](const CsvRow& row) { width = width == 0 ? row.cells.size() : width; };
  CsvParser parser(file, options, keep_first, found);
  for (std::size_t at = 0; at < text.size() && width == 0 && !found.has_errors(); at += piece) parser.feed(text.substr(at, piece));
  return width;
}

struct Work {
  CsvChunk chunk;
  CsvStart start;
  CsvRowSink sink;
  bool sound = false;  // read to its end without an error
};

void run(Work& work, const std::string& file, const CsvOptions& options) {
  try {
    Diagnostics found;
    CsvParser parser(file, options, work.sink, found, work.start);
    parser.feed(work.chunk.text);
    parser.finish();
    work.sound = !found.has_errors();
  } catch (...) {
    work.sound = false;  // comes again where it belongs, when the text is read once more
  }
}

void run_all(std::vector<Work>& works, const std::string& file, const CsvOptions& options) {
  std::vector<std::jthread> threads;
  for (std::size_t i = 1; i < works.size(); ++i) threads.emplace_back([&, i] { run(works[i], file, options); });
  run(works.front(), file, options);
}

}  // namespace

std::vector<CsvChunk> csv_chunks(std::string_view text, std::size_t count_wanted) {
  std::vector<CsvChunk> chunks;
  const std::size_t size = text.size() / std::max<std::size_t>(count_wanted, 1) + 1;
  long line = 1;
  for (std::size_t at = 0; at < text.size();) {
    const auto wanted = std::min(at + size, text.size());
    // A chunk starts outside quotes, so the quotes since then decide; one byte back, for the wanted end may be a row's.
    const auto look = wanted - 1;
    const auto end = row_end(text, look, count(text.substr(at, look - at), '"') % 2 != 0);
    chunks.push_back({text.substr(at, end - at), line});
    line += count(chunks.back().text, '\n');
    at = end;
  }
  return chunks;
}

void parse_csv_parallel(std::string_view text, const std::string& file, const CsvOptions& options, std::size_t jobs,
                        const CsvChunkSinks& sinks, Diagnostics& diagnostics) {
  const auto width = jobs > 1 ? header_width(text, file, options) : 0;
  if (width == 0) return parse_csv(text, file, options, sinks(0), diagnostics);
  std::vector<Work> works;
  for (const auto& chunk : csv_chunks(text, jobs)) {
    const CsvStart start = works.empty() ? CsvStart{} : CsvStart{chunk.first_line, width};
    works.push_back({chunk, start, sinks(works.size()), false});
  }
  run_all(works, file, options);
  const auto unsound = std::find_if_not(works.begin(), works.end(), [](const Work& w) { return w.sound; });
  if (unsound == works.end()) return;
  for (auto w = unsound; w != works.end(); ++w) w->sink = sinks(static_cast<std::size_t>(w - works.begin()));
  CsvParser parser(file, options, unsound->sink, diagnostics, unsound->start);
  parser.feed(text.substr(static_cast<std::size_t>(unsound->chunk.text.data() - text.data())));
  parser.finish();
}

}  // namespace premortem

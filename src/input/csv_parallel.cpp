#include "premortem/input/csv_parallel.hpp"

#include <algorithm>
#include <thread>

#include "input/csv_bytes.hpp"

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


struct Work {
  CsvChunk chunk;
  CsvStart start;
  CsvChunkSink sink;
  bool sound = false;  // read to its end without an error
};

void run(Work& work, const std::string& file, const CsvOptions& options) {
  try {
    Diagnostics found;
    CsvParser parser(file, options, work.sink.rows, found, work.start);
    parser.offer_lines(work.sink.lines);
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
    const auto end = row_end(text, look, count_of_byte(text.substr(at, look - at), '"') % 2 != 0);
    chunks.push_back({text.substr(at, end - at), line});
    line += count_of_byte(chunks.back().text, '\n');
    at = end;
  }
  return chunks;
}

std::optional<std::size_t> first_row_end(std::string_view text) {
  const auto end = row_end(text, 0, false);
  const bool ends = end > 0 && text[end - 1] == '\n' && count_of_byte(text.substr(0, end), '"') % 2 == 0;
  return ends ? std::optional(end) : std::nullopt;
}

std::optional<std::size_t> last_row_end(std::string_view text) {
  bool quoted = count_of_byte(text, '"') % 2 != 0;
  for (std::size_t end = text.size(); end > 0; --end) {
    if (text[end - 1] == '"') quoted = !quoted;
    if (text[end - 1] == '\n' && !quoted) return end;
  }
  return std::nullopt;
}

ParallelRows parse_rows_parallel(std::string_view text, const std::string& file, const CsvOptions& options, std::size_t jobs, CsvStart start,
                                 const CsvChunkSinks& sinks, std::size_t first) {
  std::vector<Work> works;
  for (auto chunk : csv_chunks(text, jobs)) {
    chunk.first_line += start.line - 1;
    works.push_back({chunk, {chunk.first_line, start.width}, sinks(first + works.size()), false});
  }
  if (works.empty()) return {};
  run_all(works, file, options);
  const auto unsound = std::find_if_not(works.begin(), works.end(), [](const Work& w) { return w.sound; });
  ParallelRows rows{static_cast<std::size_t>(unsound - works.begin()), {}};
  if (unsound != works.end()) rows.unsound = unsound->chunk;
  // What the chunks after it were given is forgotten by asking for their receivers once more.
  for (auto w = unsound; w != works.end(); ++w) sinks(first + static_cast<std::size_t>(w - works.begin()));
  return rows;
}

}  // namespace premortem

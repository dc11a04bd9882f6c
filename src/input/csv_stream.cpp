#include "premortem/input/csv_stream.hpp"

#include <future>
#include <utility>

#include "input/csv_bytes.hpp"

namespace premortem {

struct CsvStream::State {
  State(std::string file_name, CsvOptions csv_options, std::size_t threads, CsvChunkSinks chunk_sinks, Diagnostics& found, std::size_t block)
      : file(std::move(file_name)), options(csv_options), jobs(threads), sinks(std::move(chunk_sinks)), diagnostics(found), block_bytes(block) {
    if (jobs <= 1) read_on_alone({}, 0);
  }

  void feed(std::string_view piece);
  void finish();

 private:
  void take_header();
  void take_block(std::size_t end);
  void settle();
  void read_on_alone(CsvStart start, std::size_t chunk);
  bool overdue() const { return held.size() > options.max_row_bytes + block_bytes; }

  std::string file;
  CsvOptions options;
  std::size_t jobs;
  CsvChunkSinks sinks;
  Diagnostics& diagnostics;
  std::size_t block_bytes;
  std::size_t enough = block_bytes;      // bytes from which on to look for the end of a row
  std::string held;                      // bytes that are not read yet
  CsvStart next{1, 0};                   // where they start
  std::size_t chunks = 0;                // given out so far
  std::string working;                   // the block that is being read
  std::future<ParallelRows> reading;     // while the next one is gathered
  std::unique_ptr<CsvParser> alone;      // reads on by itself: there is one job, or an error was found
};

void CsvStream::State::feed(std::string_view piece) {
  if (alone) return alone->feed(piece);
  held.append(piece);
  if (next.width == 0) take_header();
  if (alone || held.size() < enough) return;
  if (const auto end = last_row_end(held)) {
    take_block(*end);
    if (alone) alone->feed(std::exchange(held, {}));
    enough = block_bytes;
  } else if (enough = held.size() + block_bytes; overdue()) {
    settle();
    if (!alone) read_on_alone(next, chunks);
    alone->feed(std::exchange(held, {}));
  }
}

/// Looks for the header in what is there; a row that is no header by itself (an error, a blank line) is left to one parser.
void CsvStream::State::take_header() {
  const auto end = first_row_end(held);
  if (!end) {
    if (!overdue()) return;
    read_on_alone({}, 0);
    return alone->feed(std::exchange(held, {}));
  }
  const std::string_view header = std::string_view(held).substr(0, *end);
  Diagnostics found;
  std::size_t width = 0;
  CsvParser probe(file, options, [&](const CsvRow& row) { width = row.cells.size(); }, found);
  probe.feed(header);
  probe.finish();
  if (found.has_errors() || width == 0) {
    read_on_alone({}, 0);
    return alone->feed(std::exchange(held, {}));
  }
  CsvParser reader(file, options, sinks(chunks++).rows, diagnostics);
  reader.feed(header);
  reader.finish();
  next = {1 + count_of_byte(header, '\n'), width};
  held.erase(0, *end);
}

/// The block before is done; this one, which ends at `end`, is read while the next is gathered in the memory of that before.
void CsvStream::State::take_block(std::size_t end) {
  settle();
  if (alone) return;  // what is held follows
  working.swap(held);
  held.assign(working, end, std::string::npos);
  working.resize(end);
  reading = std::async(std::launch::async, [this, first = chunks, start = next] { return parse_rows_parallel(working, file, options, jobs, start, sinks, first); });
}

/// Waits for the block that is being read; after an error in it one parser reads on from there.
void CsvStream::State::settle() {
  if (!reading.valid()) return;
  const auto read = reading.get();
  chunks += read.sound;
  if (read.unsound) {
    read_on_alone({read.unsound->first_line, next.width}, chunks);
    return alone->feed(std::string_view(working).substr(static_cast<std::size_t>(read.unsound->text.data() - working.data())));
  }
  next.line += count_of_byte(working, '\n');
}

void CsvStream::State::read_on_alone(CsvStart start, std::size_t chunk) {
  auto sink = sinks(chunk);
  alone = std::make_unique<CsvParser>(file, options, std::move(sink.rows), diagnostics, start);
  alone->offer_lines(std::move(sink.lines));
}

void CsvStream::State::finish() {
  if (!alone && next.width > 0) {
    take_block(held.size());
    if (alone) alone->feed(std::exchange(held, {}));
    settle();
  } else if (!alone) {
    read_on_alone({}, 0);
    alone->feed(held);
  }
  if (alone) alone->finish();
}

CsvStream::CsvStream(std::string file, CsvOptions options, std::size_t jobs, CsvChunkSinks sinks, Diagnostics& diagnostics, std::size_t block_bytes)
    : state_(std::make_unique<State>(std::move(file), options, jobs, std::move(sinks), diagnostics, block_bytes)) {}
CsvStream::~CsvStream() = default;
void CsvStream::feed(std::string_view piece) { state_->feed(piece); }
void CsvStream::finish() { state_->finish(); }

}  // namespace premortem

#pragma once
#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "input/row_chunk.hpp"
#include "input/table_header.hpp"
#include "premortem/input/case_listing.hpp"
#include "premortem/input/csv_stream.hpp"
#include "premortem/input/source.hpp"
#include "premortem/models/case.hpp"

namespace premortem {

/// A file of row data as it was read.
template <class Rows>
struct RowDataFile {
  std::shared_ptr<const Rows> rows;  ///< null: there is no such file, or it has errors
  InputFile provenance;
  std::vector<std::string> mapped;  ///< our names that a `--column` mapping found here
};

/// Counts the rows of a file that was read. @throws LimitError
InputFile row_provenance(const std::string& file, const std::vector<const RowChunk*>& chunks);
/// Reports what the parts of a file were found to have, in their order, columns left alone, and rows left out.
void say_rows(const std::string& file, const std::vector<const RowChunk*>& chunks,
              const std::vector<std::string>& other_columns, const RowWords& words, Diagnostics& diagnostics);

/// How long a regular file is, so that memory can be set aside; 0 for anything else.
std::uint64_t file_bytes(const std::string& path);

/// Reports a date that passes the one taken as today, in a file in which nothing else is wrong.
/// @param as_of  ISO date
void check_latest(const LatestDay& latest, const std::string& file, const std::optional<std::string>& as_of,
                  Diagnostics& diagnostics);

/// Reads a file of row data in one pass, with several threads; memory grows with the columns that count, not with the
/// text. The same values, order and findings for any number of threads.
/// @tparam Chunk  a RowChunk with `Layout`, which is where its columns stand; `static std::optional<Layout>
/// layout_of(const
///         TableHeader&, Diagnostics&)`, absent and reported where columns do not go together; a constructor of the
///         file's name and the layout; `take(const CsvRow&)`; `words`;
///         and, where it reads plain lines by itself, `take_lines(lines, first_line, delimiter)` as a CsvLinesSink;
///         and `take_names(Chunk&)`, where it can go on with the names of a part that is joined.
/// @tparam Joined  takes over the rows of a part by `append(Chunk&)`, parts in their order
template <class Chunk, class Joined>
class RowDataReader {
 public:
  RowDataReader(const CaseFile& file, const TableOptions& options, Diagnostics& diagnostics)
      : file_(file),
        header_(*file.schema, options, diagnostics),
        diagnostics_(diagnostics),
        errors_before_(diagnostics.error_count()) {
    csv_.delimiter = options.delimiter;
  }

  /// @throws FileError, LimitError
  void read(int jobs) {
    if constexpr (requires { joined_.expect(std::uint64_t{0}); }) joined_.expect(file_bytes(file_.path));
    Source source(file_.path);
    stream_csv([&](char* to, std::size_t size) { return source.read(to, size); }, [&](std::string_view bytes) { source.digest(bytes); }, file_.name, csv_, static_cast<std::size_t>(jobs), [&](std::size_t chunk) { return sink(chunk); }, diagnostics_);
    const auto digest = source.finish();
    provenance_ = row_provenance(file_.name, parts());
    provenance_.sha256 = digest.sha256;
    say_rows(file_.name, parts(), header_.others(), Chunk::words, diagnostics_);
    const bool says_nothing = provenance_.used == 0 && !(Chunk::words.left_out_is_an_answer && left_out() > 0);
    if (says_nothing && usable_ && is_sound())
      diagnostics_.error({file_.name, 1, 0}, "no_rows", Chunk::words.no_rows, "add a row, or remove the file");
  }

  /// Whether nothing wrong was found in the file so far.
  bool is_sound() const { return diagnostics_.error_count() == errors_before_; }
  const std::vector<std::unique_ptr<Chunk>>& chunks() const { return chunks_; }

  /// Fills what is known of any file. @return its rows; absent where it has errors
  template <class Rows>
  std::optional<Joined> take(RowDataFile<Rows>& to) {
    to.provenance = provenance_;
    to.mapped = header_.mapped();
    if (!usable_ || !is_sound()) return std::nullopt;
    while (done_ < chunks_.size()) join(*chunks_[done_]);
    return std::move(joined_);
  }

 private:
  CsvChunkSink sink(std::size_t chunk) {
    if (chunks_.size() <= chunk) chunks_.resize(chunk + 1);
    chunks_[chunk] = std::make_unique<Chunk>(file_.name, layout_);
    auto* c = chunks_[chunk].get();
    take_names(*c);
    const auto rows = [this, c](const CsvRow& row) {
      if (header_read_) return usable_ ? c->take(row) : static_cast<void>(++c->read);
      header_read_ = true;
      read_header(row);
    };
    return {rows, lines_sink(c), [this, c] { join(*c); }};
  }

  CsvLinesSink lines_sink(Chunk* chunk) {
    if constexpr (requires { chunk->take_lines(std::string_view(), 1L, ','); })
      return [this, chunk](std::string_view lines, long first_line) { return usable_ ? chunk->take_lines(lines, first_line, csv_.delimiter) : CsvTaken{}; };
    else
      return {};
  }

  void read_header(const CsvRow& row) {
    if (!header_.read(file_.name, row) || !header_.complete()) return;
    const auto layout = Chunk::layout_of(header_, diagnostics_);
    usable_ = layout.has_value();
    if (layout) layout_ = *layout;
  }

  /// Soon after a part was read, so that no more than a few stand twice in memory.
  void join(Chunk& chunk) {
    joined_.append(chunk);
    ++done_;
    const std::lock_guard lock(mutex_);
    with_names_.push_back(&chunk);
  }

  /// From a part that is joined, so that not every part must learn all names anew.
  void take_names(Chunk& chunk) {
    if constexpr (requires(Chunk& other) { chunk.take_names(other); }) {
      const std::lock_guard lock(mutex_);
      if (with_names_.empty()) return;
      chunk.take_names(*with_names_.back());
      with_names_.pop_back();
    }
  }

  std::vector<const RowChunk*> parts() const {
    std::vector<const RowChunk*> parts;
    for (const auto& c : chunks_) parts.push_back(c.get());
    return parts;
  }

  std::uint64_t left_out() const {
    std::uint64_t all = 0;
    for (const auto& c : chunks_) all += c->left_out[0].rows + c->left_out[1].rows;
    return all;
  }

  const CaseFile& file_;
  CsvOptions csv_;
  TableHeader header_;
  Diagnostics& diagnostics_;
  std::size_t errors_before_;
  typename Chunk::Layout layout_;
  bool header_read_ = false, usable_ = false;
  std::vector<std::unique_ptr<Chunk>> chunks_;
  Joined joined_;
  std::size_t done_ = 0;  // chunks that are joined
  std::mutex mutex_;      // guards what follows: a part is joined while another begins
  std::vector<Chunk*> with_names_;  // joined, and their names not taken yet
  InputFile provenance_;
};

}  // namespace premortem

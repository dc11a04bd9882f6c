#include "premortem/input/csv_stream.hpp"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "core/in_parallel.hpp"
#include "input/csv_blocks.hpp"
#include "input/csv_bytes.hpp"

namespace premortem {
namespace {

struct Part : CsvBlock {
  std::size_t number = 0;
  CsvChunkSink sink;
  bool read = false;
  bool sound = false;  // read to its end without an error
};

class CsvStream {
 public:
  CsvStream(const CsvBytes& bytes, const CsvWitness& witness, const std::string& file, const CsvOptions& options, std::size_t jobs, const CsvChunkSinks& sinks, Diagnostics& diagnostics,
            std::size_t block_bytes)
      : witness_(witness), file_(file), options_(options), jobs_(jobs), sinks_(sinks), diagnostics_(diagnostics), blocks_(bytes, block_bytes, options.max_row_bytes) {}

  void run() {
    if (jobs_ <= 1 || !take_header()) return read_alone({});
    in_parallel(blocks_.ended() ? 1 : jobs_, static_cast<int>(jobs_), [&](std::size_t, std::size_t) { work(); });
    if (!parts_.empty()) read_alone({parts_.front()->first_line, width_});
  }

 private:
  bool take_header();
  void work();
  std::shared_ptr<Part> next(std::unique_lock<std::mutex>& lock);
  void read(Part& part) const;
  void settle(std::unique_lock<std::mutex>& lock);
  void stop();
  void read_alone(CsvStart start);

  const CsvWitness& witness_;
  const std::string& file_;
  const CsvOptions& options_;
  std::size_t jobs_;
  const CsvChunkSinks& sinks_;
  Diagnostics& diagnostics_;

  std::mutex mutex_;  // of all that follows
  std::condition_variable changed_;
  CsvBlocks blocks_;
  std::size_t width_ = 0;                     // of the header
  std::shared_ptr<Part> after_header_;        // the first part, which is still to be given out
  std::size_t given_ = 0;                     // parts given out
  std::deque<std::shared_ptr<Part>> parts_;   // given out, and not done, in their order
  std::vector<std::shared_ptr<Part>> spare_;  // done, for their memory
  bool settling_ = false, stopped_ = false;
};

/// Looks for the header in the first part. @return false: it is no header by itself (an error, a blank line), which is left to one parser
bool CsvStream::take_header() {
  auto first = std::make_shared<Part>();
  blocks_.next(*first);
  const auto end = first_row_end(first->text());
  if (end) {
    Diagnostics found;
    CsvParser probe(file_, options_, [&](const CsvRow& row) { width_ = row.cells.size(); }, found);
    probe.feed(first->text().substr(0, *end));
    probe.finish();
    if (found.has_errors()) width_ = 0;
  }
  if (width_ == 0) return parts_.push_back(first), false;
  const auto header = first->text().substr(0, *end);
  const auto sink = sinks_(given_++);
  CsvParser reader(file_, options_, sink.rows, diagnostics_);
  reader.feed(header);
  reader.finish();
  if (sink.done) sink.done();
  witness_(header);
  first->first_line += count_of_byte(header, '\n');
  first->begin = *end;
  after_header_ = first;
  return true;
}

/// What every thread does until the file has ended.
void CsvStream::work() {
  std::unique_lock lock(mutex_);
  try {
    while (const auto part = next(lock)) {
      lock.unlock();
      read(*part);
      lock.lock();
      part->read = true;
      if (!part->sound) stop();
      settle(lock);
    }
  } catch (...) {
    if (!lock) lock.lock();
    stop();
    throw;
  }
}

/// Waits until there is room for one more. @return the next part; null: there is none, or an error was found
std::shared_ptr<Part> CsvStream::next(std::unique_lock<std::mutex>& lock) {
  changed_.wait(lock, [&] { return stopped_ || parts_.size() < 2 * jobs_; });
  if (stopped_) return nullptr;
  auto part = std::exchange(after_header_, nullptr);
  if (!part) {
    part = spare_.empty() ? std::make_shared<Part>() : spare_.back();
    if (!spare_.empty()) spare_.pop_back();
    if (!blocks_.next(*part)) return stop(), nullptr;
  }
  part->number = given_++;
  part->sink = sinks_(part->number);
  part->read = part->sound = false;
  parts_.push_back(part);
  return part;
}

void CsvStream::read(Part& part) const {
  if (!part.ends_row) return;
  try {
    Diagnostics found;
    CsvParser parser(file_, options_, part.sink.rows, found, {part.first_line, width_});
    parser.offer_lines(part.sink.lines);
    parser.feed(part.text());
    parser.finish();
    part.sound = !found.has_errors();
  } catch (...) {
    part.sound = false;  // comes again where it belongs, when the text is read once more
  }
}

/// Lets go of the parts that are done, in their order, while the others go on reading.
void CsvStream::settle(std::unique_lock<std::mutex>& lock) {
  if (settling_) return;
  settling_ = true;
  while (!parts_.empty() && parts_.front()->read && parts_.front()->sound) {
    const auto part = parts_.front();
    lock.unlock();
    witness_(part->text());
    if (part->sink.done) part->sink.done();
    lock.lock();
    parts_.pop_front();
    spare_.push_back(part);
    changed_.notify_all();
  }
  settling_ = false;
}

void CsvStream::stop() {
  stopped_ = true;
  changed_.notify_all();
}

/// One parser reads to the end what is not done; what others read of it is forgotten by asking for their receivers once more.
void CsvStream::read_alone(CsvStart start) {
  const auto first = parts_.empty() || start.width == 0 ? 0 : parts_.front()->number;
  for (const auto& part : parts_)
    if (part->number > first) sinks_(part->number);
  const auto sink = sinks_(first);
  CsvParser parser(file_, options_, sink.rows, diagnostics_, start);
  parser.offer_lines(sink.lines);
  const auto feed = [&](std::string_view piece) {
    witness_(piece);
    parser.feed(piece);
  };
  for (const auto& part : parts_) feed(part->text());
  blocks_.rest(feed);
  parser.finish();
}

}  // namespace

void stream_csv(const CsvBytes& bytes, const CsvWitness& witness, const std::string& file, const CsvOptions& options, std::size_t jobs, const CsvChunkSinks& sinks, Diagnostics& diagnostics,
                std::size_t block_bytes) {
  CsvStream(bytes, witness, file, options, jobs, sinks, diagnostics, block_bytes).run();
}

}  // namespace premortem

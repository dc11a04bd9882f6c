#include "cli/checkpoint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem::cli {
namespace {

constexpr std::chrono::seconds longest_unsynced{1};
constexpr std::uint64_t most_header_bytes = std::uint64_t{1} << 26U;  // a million inputs' digests would not fill it
constexpr std::size_t longest_shown = 40;                             // a digest tells a person nothing

const std::string* value_of(const SweepIdentity& identity, const std::string& name) {
  const auto found = std::find_if(identity.begin(), identity.end(), [&](const auto& part) { return part.first == name; });
  return found == identity.end() ? nullptr : &found->second;
}

std::string difference(const std::string& name, const std::string* was, const std::string* is) {
  const auto shown = printable(shortened(name));
  if (!was) return shown + " is new";
  if (!is) return shown + " is gone";
  if (was->size() > longest_shown || is->size() > longest_shown) return shown + " has changed";
  return fmt::format("{} is \"{}\", was \"{}\"", shown, printable(*is), printable(*was));
}

}  // namespace

Checkpoint::Checkpoint(const std::string& path, const SweepIdentity& identity, IdRange all, CheckpointStart start) : file_(path), all_(all) {
  const auto shown = printable(path);
  if (file_.size() == 0) {
    begin(identity);
    return;
  }
  const auto beginning = file_.read(0, checkpoint_magic.size());
  if (!checkpoint_magic.starts_with(beginning)) throw FileError(shown + ": is not a checkpoint of a sweep, and is left as it is; choose another output");
  if (start == CheckpointStart::fresh) throw UsageError(shown + " is there: a sweep was begun and not finished; --resume goes on with it, --force begins afresh");
  if (start == CheckpointStart::replace) begin(identity);
  else go_on(identity);
}

void Checkpoint::begin(const SweepIdentity& identity) {
  const auto header = checkpoint_header(identity);
  file_.truncate(0);
  try {
    file_.append(header);
    file_.sync();
  } catch (...) {
    file_.remove();  // of no use to anyone
    throw;
  }
  header_digest_ = header.substr(header.size() - digest_bytes);
}

void Checkpoint::go_on(const SweepIdentity& identity) {
  const auto beginning = file_.read(0, header_head_bytes);
  if (const auto form = read_checkpoint_form(beginning); form && *form != checkpoint_form)
    throw UsageError(fmt::format("{} has the form {} of another version; this one reads {}; --force without --resume begins afresh", printable(file_.path()), *form, checkpoint_form));
  const auto header = read_checkpoint_header(file_.read(0, std::min(header_bytes_of(beginning), most_header_bytes)));
  if (!header) {
    note_ = printable(file_.path()) + " was damaged at its beginning; every point is computed again";
    return begin(identity);
  }
  require_same(header->identity, identity);
  header_digest_ = header->digest;
  const auto size = file_.size();
  auto at = header->bytes;
  while (at < size) {
    const auto head_bytes = file_.read(at, record_head_bytes);
    if (head_bytes.size() < record_head_bytes) break;
    const auto head = read_record_head(head_bytes);
    bool good = false;
    rows_at(at, head, good);
    if (!good || !keep(head, at)) break;
    at += record_head_bytes + head.rows_bytes + digest_bytes;
  }
  if (at == size) return;
  note_ = fmt::format("{} was torn or damaged {} bytes before its end; {} points of it are kept", printable(file_.path()), size - at, kept_points_);
  file_.truncate(at);
}

void Checkpoint::require_same(const SweepIdentity& theirs, const SweepIdentity& ours) const {
  std::string differences;
  const auto add = [&](const std::string& text) { differences += (differences.empty() ? "" : "; ") + text; };
  for (const auto& [name, value] : ours) {
    const auto* was = value_of(theirs, name);
    if (!was || *was != value) add(difference(name, was, &value));
  }
  for (const auto& [name, value] : theirs)
    if (!value_of(ours, name)) add(difference(name, &value, nullptr));
  if (!differences.empty())
    throw UsageError(fmt::format("{} is of another sweep: {}; resume it as it was begun, or begin afresh with --force and without --resume", printable(file_.path()), differences));
}

/// The rows of a record, if its digest says that they are those that were written there.
std::string Checkpoint::rows_at(std::uint64_t at, const RecordHead& head, bool& good) const {
  good = false;
  const auto left = file_.size() - at - record_head_bytes;  // its head was read
  if (left < digest_bytes || head.rows_bytes > left - digest_bytes) return {};
  auto rows = file_.read(at + record_head_bytes, head.rows_bytes);
  const auto digest = file_.read(at + record_head_bytes + head.rows_bytes, digest_bytes);
  good = digest == record_digest(header_digest_, at, record_head(head), rows);
  return rows;
}

/// @return false where the ids are none of the sweep's, or are there already
bool Checkpoint::keep(const RecordHead& head, std::uint64_t at) {
  if (head.count == 0 || head.first < all_.first) return false;
  const auto offset = head.first - all_.first;
  if (offset >= all_.count || head.count > all_.count - offset) return false;
  const auto after = blocks_.lower_bound(head.first);
  if (after != blocks_.end() && after->first - head.first < head.count) return false;
  if (after != blocks_.begin() && head.first - std::prev(after)->first < std::prev(after)->second.count) return false;
  blocks_.emplace_hint(after, head.first, Block{head.count, at, head.rows_bytes});
  kept_points_ += head.count;
  return true;
}

std::vector<IdRange> Checkpoint::kept() const {
  std::vector<IdRange> ranges;
  for (const auto& [first, block] : blocks_) {
    if (!ranges.empty() && ranges.back().first + ranges.back().count == first) ranges.back().count += block.count;
    else ranges.push_back({first, block.count});
  }
  return ranges;
}

void Checkpoint::append(IdRange ids, std::string_view rows) {
  const RecordHead head{ids.first, ids.count, rows.size()};
  const auto at = file_.size();
  auto record = record_head(head);
  const auto digest = record_digest(header_digest_, at, record, rows);
  record += rows;
  record += digest;
  file_.append(record);
  if (!keep(head, at)) throw std::logic_error(fmt::format("a checkpoint is given {} points from {} on, which are not missing", ids.count, ids.first));
  if (std::chrono::steady_clock::now() - synced_ >= longest_unsynced) sync();
}

void Checkpoint::sync() {
  file_.sync();
  synced_ = std::chrono::steady_clock::now();
}

void Checkpoint::read(const std::function<void(std::string_view)>& rows) const {
  for (const auto& [first, block] : blocks_) {
    bool good = false;
    const auto text = rows_at(block.at, {first, block.count, block.bytes}, good);
    if (!good) throw FileError(fmt::format("{}: has changed while it was in use; run again with --resume", printable(file_.path())));
    rows(text);
  }
}

}  // namespace premortem::cli

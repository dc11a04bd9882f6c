#include "mpi/block_dealer.hpp"

#include <algorithm>
#include <utility>

namespace premortem::mpi {
namespace {

constexpr double block_seconds = 0.05;
constexpr double longest_queued = 0.2;         // seconds; beside more, the wait for a message is nothing
constexpr double block_bytes = 1 << 24;        // what a checkpoint's record and a message hold at once
constexpr std::uint64_t most_blocks = 65'536;  // of a long sweep: a checkpoint keeps its blocks in memory
constexpr double weight_of_latest = 0.3;

}  // namespace

BlockDealer::BlockDealer(cli::IdRange ids, std::vector<cli::IdRange> kept, Terms terms)
    : ids_(ids), kept_(std::move(kept)), terms_(terms), smallest_(ids.count / most_blocks + 1) {
  terms_.threads = std::max<std::uint64_t>(1, terms_.threads);
}

void BlockDealer::skip_kept() {
  while (next_kept_ < kept_.size() && kept_[next_kept_].first == ids_.first + passed_) passed_ += kept_[next_kept_++].count;
}

bool BlockDealer::all_dealt() {
  skip_kept();
  return passed_ >= ids_.count;
}

std::uint64_t BlockDealer::wanted() const {
  if (terms_.fixed > 0) return terms_.fixed;
  if (!(seconds_ > 0)) return smallest_;
  const double by_time = std::min({block_seconds / seconds_, block_bytes / std::max(1.0, bytes_), static_cast<double>(ids_.count)});
  const auto share = (ids_.count - passed_) / (4 * terms_.threads);
  return std::max({std::uint64_t{1}, smallest_, std::min(static_cast<std::uint64_t>(by_time), share)});
}

bool BlockDealer::is_worth_queueing() const {
  const auto points = wanted();
  return seconds_ > 0 && seconds_ * static_cast<double>(points) < longest_queued && ids_.count - passed_ > 4 * terms_.threads * points;
}

std::optional<cli::IdRange> BlockDealer::next() {
  if (all_dealt()) return std::nullopt;
  if (terms_.most_ahead > 0 && !out_.empty() && dealt_ - out_.begin()->second >= terms_.most_ahead) return std::nullopt;
  const auto first = ids_.first + passed_;
  const auto gap = next_kept_ < kept_.size() ? kept_[next_kept_].first - first : ids_.count - passed_;
  const cli::IdRange block{first, std::min(wanted(), gap)};
  passed_ += block.count;
  out_.emplace(block.first, dealt_++);
  return block;
}

void BlockDealer::back(cli::IdRange block, std::uint64_t points, double seconds, std::uint64_t bytes) {
  out_.erase(block.first);
  if (points == 0) return;
  const auto n = static_cast<double>(points);
  const bool first = !(seconds_ > 0);
  const auto mixed = [&](double was, double is) { return first ? is : was + weight_of_latest * (is - was); };
  seconds_ = mixed(seconds_, std::max(seconds / n, 1e-9));
  bytes_ = mixed(bytes_, static_cast<double>(bytes) / n);
}

}  // namespace premortem::mpi

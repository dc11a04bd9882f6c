#include "mpi/crew.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/exit_code.hpp"
#include "mpi/pause.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem::mpi {
namespace {

/// The first part of which the two say different things; empty where there is none.
std::string difference(const cli::SweepIdentity& ours, const cli::SweepIdentity& theirs) {
  const auto has = [](const cli::SweepIdentity& all, const auto& part) { return std::find(all.begin(), all.end(), part) != all.end(); };
  for (const auto& part : ours)
    if (!has(theirs, part)) return part.first;
  for (const auto& part : theirs)
    if (!has(ours, part)) return part.first;
  return {};
}

/// "inputs.harms.csv" is a file, all else is as a checkpoint names it.
std::string in_words(const std::string& part) {
  constexpr std::string_view inputs = "inputs.";
  return part.starts_with(inputs) ? fmt::format("reads other bytes of {}", printable(part.substr(inputs.size()))) : fmt::format("has another {}", printable(part));
}

}  // namespace

bool Crew::gather(const std::atomic<bool>* interrupted) {
  Pause pause;
  while (members_.size() + 1 < static_cast<std::size_t>(ranks())) {
    if (interrupted && interrupted->load()) return false;
    if (auto message = received()) members_[message->from] = hello_in(message->bytes), pause.reset();
    else pause.wait();
  }
  return true;
}

void Crew::require_same(const cli::SweepIdentity& ours) const {
  for (const auto& [who, hello] : members_) {
    const auto name = fmt::format("rank {} on {}", who, printable(hello.host));
    if (hello.failure) throw cli::RemoteFailure({hello.failure->code, fmt::format("premortem: {} cannot compute what rank 0 can:\n{}", name, hello.failure->line)});
    if (const auto part = difference(ours, hello.identity); !part.empty())
      throw cli::RemoteFailure({cli::bad_input, fmt::format("premortem: {} {} than rank 0; every rank needs the same program, options and files", name, in_words(part))});
  }
}

void Crew::order_all(const Order& order) {
  for (const auto& member : members_) orders_.send(member.first, order);
}

std::optional<std::pair<int, BlockReport>> Crew::report() {
  const auto message = received();
  if (!message) return std::nullopt;
  return std::pair(message->from, report_in(message->bytes));
}

bool Crew::dismiss() {
  if (abandoned_) return false;
  gather(nullptr);
  order_all({Order::Kind::leave, 0, 0});
  orders_.flush();
  return true;
}

}  // namespace premortem::mpi

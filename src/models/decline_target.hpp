#pragma once
#include <fmt/format.h>

#include <functional>
#include <optional>

#include "premortem/core/error.hpp"
#include "premortem/models/constrained_optimum.hpp"

namespace premortem {

/// @throws DomainError, or Refusal where there is nothing to compare with
inline void require_target(const DeclineTarget& t, const Confusion& today) {
  if (!(t.fewer > 0 && t.fewer <= 1) || !(t.extra_missed >= 0 && t.extra_missed < 1) || !(t.confidence > 0 && t.confidence < 1))
    throw DomainError(fmt::format("constrained_optimum(fewer={}, extra_missed={}, confidence={}): fewer in (0, 1], extra_missed in [0, 1) and confidence in (0, 1) are needed", t.fewer, t.extra_missed, t.confidence));
  if (today.positives() == 0) throw Refusal("there is no positive row, so that none can be missed");
  if (today.fp == 0) throw Refusal("today's threshold flags no negative row, so that there are no false positives to cut");
}

/// A product of a share and a count that is whole but for rounding counts as whole.
constexpr double share_rounding = 1e-9;

/// The first of `size` entries, which flag more and more, at which the condition holds; it then holds at all later ones.
inline std::optional<std::size_t> first_entry(std::size_t size, const std::function<bool(std::size_t)>& holds) {
  std::size_t low = 0, high = size;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low < size ? std::optional(low) : std::nullopt;
}

}  // namespace premortem

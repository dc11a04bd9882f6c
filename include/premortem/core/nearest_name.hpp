#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace premortem {

/// The candidate that differs least from `name` (Damerau-Levenshtein distance in characters, case and the
/// difference between blank, hyphen and underscore ignored), if it is near enough to be a slip: at most
/// a third of the longer name's length, at least 1. Ties go to the first.
std::optional<std::string> nearest_name(std::string_view name, std::span<const std::string> candidates);

/// Lower case; blanks and hyphens become underscores: `Wrong Refund` -> `wrong_refund`.
/// Two names that agree after folding are one name in a different spelling.
std::string folded_name(std::string_view name);

}  // namespace premortem

#pragma once
#include <optional>
#include <string>
#include <vector>

#include "report/json_text.hpp"

namespace premortem {

/// The value at a path of a result, keys in place of indices: an element of a list is named by its first words ("name",
/// "option", "metric" with its cohort, ...), and the list's own name may be left out where only one list has such a key. Blanks
/// may be written as `_`. An estimate with a `value` is that value.
/// @return null if nothing is there
const Json* value_at(const Json& result, const std::string& path);

/// Why the value at a path is null, from the sibling `<name>_why`; empty if nothing says so.
std::string why_absent(const Json& result, const std::string& path);

/// Every path of the result that ends in a number, a word or null.
std::vector<std::string> paths_of(const Json& result);

}  // namespace premortem

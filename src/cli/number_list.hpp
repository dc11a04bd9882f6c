#pragma once
#include <string>
#include <vector>

#include "cli/arguments.hpp"

namespace premortem::cli {

/// The numbers of an option that takes several, separated by commas; empty where it is not given.
/// @throws UsageError naming the option, what stands there and what was expected
std::vector<double> number_list(const Arguments& arguments, const std::string& option, const std::string& expected);

/// The same of shares, which may be written as people do: 5%, 1 in 20.
std::vector<double> share_list(const Arguments& arguments, const std::string& option, const std::string& expected);

}  // namespace premortem::cli

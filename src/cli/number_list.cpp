#include "cli/number_list.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/input/cell.hpp"

namespace premortem::cli {
namespace {

std::vector<std::string> parts_of(const Arguments& a, const std::string& option) {
  std::vector<std::string> parts;
  if (a.values.count(option) == 0) return parts;
  const auto text = a.values[option].as<std::string>();
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find(',', begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

}  // namespace

std::vector<double> number_list(const Arguments& a, const std::string& option, const std::string& expected) {
  std::vector<double> numbers;
  for (const auto& part : parts_of(a, option)) numbers.push_back(parse_command_number(option, part, expected));
  return numbers;
}

std::vector<double> share_list(const Arguments& a, const std::string& option, const std::string& expected) {
  std::vector<double> shares;
  for (const auto& part : parts_of(a, option)) {
    const auto number = parse_people_number(part);
    if (!number.value || !number.value->best || number.value->low || number.value->high) throw UsageError(fmt::format("--{} is \"{}\", expected {}", option, printable(part), expected));
    shares.push_back(*number.value->best);
  }
  return shares;
}

}  // namespace premortem::cli

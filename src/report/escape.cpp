#include "report/escape.hpp"

#include <cstdlib>

#include "premortem/core/utf8.hpp"

namespace premortem {
namespace {

bool is_number(const std::string& text) {
  char* end = nullptr;
  std::strtod(text.c_str(), &end);
  return !text.empty() && *end == '\0' && text.find_first_of("xXnN") == std::string::npos;
}

}  // namespace

std::string markdown_text(std::string_view text) {
  constexpr std::string_view specials = "\\`*_{}[]()#|!~";
  std::string out;
  for (const char c : printable(text)) {
    if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '&') out += "&amp;";
    else if (specials.find(c) != std::string_view::npos) (out += '\\') += c;
    else out += c;
  }
  // A bare address would become a link even without brackets.
  for (auto at = out.find("://"); at != std::string::npos; at = out.find("://", at + 4)) out.replace(at, 1, "\\:");
  return out;
}

std::string csv_cell(std::string_view text) {
  std::string cell(text);
  const auto first = cell.empty() ? '\0' : cell.front();
  const bool formula = first == '=' || first == '+' || first == '-' || first == '@' || (first > 0 && first < 0x20);
  if (formula && !is_number(cell)) cell.insert(0, 1, '\'');
  if (cell.find_first_of(",\"\n\r") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) (quoted += c) += c == '"' ? "\"" : "";
  return quoted + "\"";
}

}  // namespace premortem

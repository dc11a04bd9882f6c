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

/// Control characters but tab and line feed as code points: a CSV file is looked at in terminals, too.
std::string without_controls(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = decode_utf8(text, i);
    const std::size_t length = c ? c->length : 1;
    const auto one = text.substr(i, length);
    const bool kept = c && (c->value >= 0xA0 || (c->value >= 0x20 && c->value < 0x7F) || c->value == '\t' || c->value == '\n');
    out += kept ? std::string(one) : printable(one);
    i += length;
  }
  return out;
}

}  // namespace

namespace {

/// Text that begins like a list item or a rule would become one at the start of a line: `- x`, `---`, `1. x`.
std::string not_a_list(std::string text) {
  const auto digits = text.find_first_not_of("0123456789");
  const bool numbered = digits != std::string::npos && digits > 0 && (text[digits] == '.' || text[digits] == ')') &&
                        (digits + 1 == text.size() || text[digits + 1] == ' ');
  if (numbered) return text.insert(digits, 1, '\\');
  const bool mark = !text.empty() && (text[0] == '-' || text[0] == '+') && (text.size() == 1 || text[1] == ' ' || text[1] == text[0]);
  return mark ? "\\" + text : text;
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
  for (auto at = out.find("www."); at != std::string::npos; at = out.find("www.", at + 5)) out.insert(at + 3, 1, '\\');
  for (auto at = out.find("://"); at != std::string::npos; at = out.find("://", at + 4)) out.replace(at, 1, "\\:");
  return not_a_list(std::move(out));
}

std::string csv_cell(std::string_view text) {
  std::string cell = without_controls(text);
  const auto first = cell.empty() ? '\0' : cell.front();
  const bool formula = first == '=' || first == '+' || first == '-' || first == '@' || (first > 0 && first < 0x20);
  if (formula && !is_number(cell)) cell.insert(0, 1, '\'');
  if (cell.find_first_of(",\"\n\r") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) (quoted += c) += c == '"' ? "\"" : "";
  return quoted + "\"";
}

std::string csv_row(const std::vector<std::string>& cells) {
  std::string text;
  for (std::size_t i = 0; i < cells.size(); ++i) text += (i > 0 ? "," : "") + csv_cell(cells[i]);
  return text + "\n";
}

std::string xml_text(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
  return out;
}

std::string github_message(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) out += c == '%' ? std::string("%25") : std::string(1, c);
  return out;
}

std::string github_property(std::string_view text) {
  std::string out;
  for (const char c : github_message(text)) {
    if (c == ':') out += "%3A";
    else if (c == ',') out += "%2C";
    else out += c;
  }
  return out;
}

}  // namespace premortem

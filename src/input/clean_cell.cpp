#include "input/clean_cell.hpp"

#include <array>

namespace premortem {
namespace {

constexpr std::array<std::string_view, 4> blanks{" ", "\t", "\xC2\xA0", "\xEF\xBB\xBF"};

bool take_blank(std::string_view& text, bool at_end) {
  for (const auto blank : blanks) {
    if (at_end ? !text.ends_with(blank) : !text.starts_with(blank)) continue;
    at_end ? text.remove_suffix(blank.size()) : text.remove_prefix(blank.size());
    return true;
  }
  return false;
}

}  // namespace

std::string cell_value(std::string_view raw) {
  if (!raw.starts_with('"')) return std::string(raw);
  std::string value;
  for (std::size_t i = 1; i + 1 < raw.size(); ++i) {
    value += raw[i];
    if (raw[i] == '"') ++i;
  }
  return value;
}

std::string_view without_any_blanks(std::string_view text) {
  while (take_blank(text, false)) {
  }
  while (take_blank(text, true)) {
  }
  return text;
}

std::string written_cell(std::string_view value, bool quoted) {
  if (!quoted && value.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(value);
  std::string text = "\"";
  for (const char c : value) text.append(c == '"' ? 2 : 1, c);
  return text + "\"";
}

CleanCell clean_cell(std::string_view raw) {
  const auto value = cell_value(raw);
  const auto kept = without_any_blanks(value);
  const bool quoted = raw.starts_with('"');
  if (kept.size() < value.size()) return {written_cell(kept, quoted), true};
  return {quoted ? std::string(raw) : written_cell(value, false), false};
}

}  // namespace premortem

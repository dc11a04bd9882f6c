#include "input/row_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem {
namespace {

/// Letters that most typefaces draw alike; Unicode Technical Standard 39, confusables, single letters of everyday text.
constexpr std::array<std::pair<char32_t, char>, 39> look_alikes{
    {{0x430, 'a'}, {0x435, 'e'}, {0x43E, 'o'}, {0x440, 'p'}, {0x441, 'c'}, {0x443, 'y'}, {0x445, 'x'}, {0x455, 's'},
     {0x456, 'i'}, {0x458, 'j'}, {0x501, 'd'}, {0x51B, 'q'}, {0x51D, 'w'}, {0x410, 'A'}, {0x412, 'B'}, {0x415, 'E'},
     {0x41A, 'K'}, {0x41C, 'M'}, {0x41D, 'H'}, {0x41E, 'O'}, {0x420, 'P'}, {0x421, 'C'}, {0x422, 'T'}, {0x425, 'X'},
     {0x405, 'S'}, {0x406, 'I'}, {0x391, 'A'}, {0x392, 'B'}, {0x395, 'E'}, {0x397, 'H'}, {0x399, 'I'}, {0x39A, 'K'},
     {0x39C, 'M'}, {0x39D, 'N'}, {0x39F, 'O'}, {0x3A1, 'P'}, {0x3A4, 'T'}, {0x3A7, 'X'}, {0x3BF, 'o'}}};

/// The first character of the name that is not ASCII and not the other's, with its code point; empty if none.
std::string first_odd_character(std::string_view name, std::string_view other) {
  for (std::size_t i = 0; i < name.size();) {
    const auto c = decode_utf8(name, i);
    const std::size_t length = c ? c->length : 1;
    if (c && c->value >= 0x80 && other.find(name.substr(i, length)) == std::string_view::npos) return code_point_name(c->value);
    i += length;
  }
  return "";
}

}  // namespace

std::string latin_look(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size();) {
    const auto c = decode_utf8(name, i);
    const std::size_t length = c ? c->length : 1;
    const auto alike = std::find_if(look_alikes.begin(), look_alikes.end(), [&](const auto& l) { return c && l.first == c->value; });
    if (alike != look_alikes.end()) out += alike->second;
    else if (c && c->value == 0xA0) out += ' ';
    else if (!c || !is_invisible(c->value)) out += name.substr(i, length);
    i += length;
  }
  return out;
}

bool RowNames::refuses(const TableCell& name, const std::string& column, Diagnostics& diagnostics) {
  if (name.empty()) {
    diagnostics.error(name.place, "missing_cell", fmt::format("the cell {} is empty", column), "write a name, or delete the row");
    return true;
  }
  const auto [before, fresh] = taken_.emplace(name.text, name.place);
  if (!fresh) {
    diagnostics.error(name.place, "duplicate", fmt::format("{} \"{}\" is already in {}", what_, name.text, to_string(before->second)),
                      duplicate_hint_);
    return true;
  }
  return is_respelt(name, diagnostics);
}

bool RowNames::is_respelt(const TableCell& name, Diagnostics& diagnostics) {
  const auto [same, fresh] = by_folded_.emplace(folded_name(name.text), name);
  if (!fresh && same->second.text != name.text) {
    diagnostics.error(name.place, "spelling",
                      fmt::format("{} \"{}\" and \"{}\" in {} differ only in spelling", what_, name.text, same->second.text, to_string(same->second.place)),
                      "write both the same way, or give them different names");
    return true;
  }
  const auto [alike, first] = by_look_.emplace(folded_name(latin_look(name.text)), name);
  if (!fresh || first || alike->second.text == name.text) return false;
  const auto own = first_odd_character(name.text, alike->second.text);
  const auto odd = own.empty() ? first_odd_character(alike->second.text, name.text) : own;
  diagnostics.warn(name.place, "look_alike",
                   fmt::format("{} \"{}\" looks like \"{}\" in {}, but one of them is spelt with {}", what_, name.text, alike->second.text,
                               to_string(alike->second.place), odd),
                   "if both are the same, copy one name to the other");
  return false;
}

}  // namespace premortem

#include "premortem/core/utf8.hpp"

#include <cstdio>

namespace premortem {
namespace {

bool is_continuation(unsigned char byte) { return (byte & 0xC0U) == 0x80U; }

struct Lead {
  std::size_t length;
  char32_t bits;
  char32_t smallest;  // below this the form is overlong
};

std::optional<Lead> lead_of(unsigned char byte) {
  if (byte < 0x80) return Lead{1, byte, 0};
  if ((byte & 0xE0U) == 0xC0U) return Lead{2, byte & 0x1FU, 0x80};
  if ((byte & 0xF0U) == 0xE0U) return Lead{3, byte & 0x0FU, 0x800};
  if ((byte & 0xF8U) == 0xF0U) return Lead{4, byte & 0x07U, 0x10000};
  return std::nullopt;
}

bool in(char32_t x, char32_t first, char32_t last) { return first <= x && x <= last; }

/// Marks that stand on the character before them (the blocks of combining diacritics; Unicode 15).
bool is_combining(char32_t c) {
  return in(c, 0x300, 0x36F) || in(c, 0x591, 0x5BD) || in(c, 0x64B, 0x65F) || in(c, 0x1AB0, 0x1AFF) ||
         in(c, 0x1DC0, 0x1DFF) || in(c, 0x20D0, 0x20FF) || in(c, 0xFE00, 0xFE0F) || in(c, 0xFE20, 0xFE2F);
}

/// Characters that a terminal shows two columns wide (East Asian Width W and F by block; Unicode Annex 11).
bool is_wide(char32_t c) {
  return in(c, 0x1100, 0x115F) || in(c, 0x2E80, 0xA4CF) || in(c, 0xAC00, 0xD7A3) || in(c, 0xF900, 0xFAFF) ||
         in(c, 0xFE30, 0xFE6F) || in(c, 0xFF00, 0xFF60) || in(c, 0xFFE0, 0xFFE6) || in(c, 0x1F300, 0x1FAFF) ||
         in(c, 0x20000, 0x3FFFD);
}

}  // namespace

std::optional<CodePoint> decode_utf8(std::string_view text, std::size_t offset) {
  const auto lead = lead_of(static_cast<unsigned char>(text[offset]));
  if (!lead || offset + lead->length > text.size()) return std::nullopt;
  char32_t value = lead->bits;
  for (std::size_t i = 1; i < lead->length; ++i) {
    const auto byte = static_cast<unsigned char>(text[offset + i]);
    if (!is_continuation(byte)) return std::nullopt;
    value = (value << 6U) | (byte & 0x3FU);
  }
  if (value < lead->smallest || value > 0x10FFFF || in(value, 0xD800, 0xDFFF)) return std::nullopt;
  return CodePoint{value, lead->length};
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++i;
      continue;
    }
    const auto c = decode_utf8(text, i);
    if (!c) return i;
    i += c->length;
  }
  return std::nullopt;
}

std::string code_point_name(char32_t value) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "U+%04X", static_cast<unsigned>(value));
  return buffer;
}

bool is_invisible(char32_t c) {
  return c < 0x20 || in(c, 0x7F, 0x9F) || c == 0xAD || c == 0x61C || c == 0x180E || in(c, 0x200B, 0x200F) ||
         in(c, 0x2028, 0x202E) || in(c, 0x2060, 0x206F) || c == 0xFEFF || in(c, 0xFFF9, 0xFFFB) || in(c, 0xE0000, 0xE007F);
}

namespace {

/// The joiners that Persian, the scripts of India and joined emoji are spelt with; between two characters of no
/// European script they hide nothing.
bool is_spelling(std::string_view text, std::size_t at, const CodePoint& c, char32_t before) {
  constexpr char32_t first_beyond_european = 0x600;
  if (c.value != 0x200C && c.value != 0x200D) return false;
  const auto after = at + c.length < text.size() ? decode_utf8(text, at + c.length) : std::nullopt;
  return before >= first_beyond_european && after && after->value >= first_beyond_european && !is_invisible(before) && !is_invisible(after->value);
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  char32_t before = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = decode_utf8(text, i);
    if (!c) {
      before = 0;
      char buffer[16];
      std::snprintf(buffer, sizeof buffer, "<byte 0x%02X>", static_cast<unsigned>(static_cast<unsigned char>(text[i])));
      out += buffer;
      ++i;
      continue;
    }
    if (is_invisible(c->value) && !is_spelling(text, i, *c, before)) out += "<" + code_point_name(c->value) + ">";
    else out += text.substr(i, c->length);
    before = c->value;
    i += c->length;
  }
  return out;
}

std::string shortened(std::string_view text, std::size_t most) {
  std::size_t end = 0, cut = 0;
  for (std::size_t count = 0; end < text.size(); ++count) {
    if (count + 1 == most) cut = end;
    if (count == most) return std::string(text.substr(0, cut)) + "\u2026";
    const auto c = decode_utf8(text, end);
    end += c ? c->length : 1;
  }
  return std::string(text);
}

std::size_t display_width(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = decode_utf8(text, i);
    i += c ? c->length : 1;
    if (!c) ++columns;
    else if (!is_combining(c->value)) columns += is_wide(c->value) ? 2 : 1;
  }
  return columns;
}

}  // namespace premortem

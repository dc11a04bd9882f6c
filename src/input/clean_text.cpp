#include "input/clean_text.hpp"

#include "input/csv_bytes.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem {
namespace {

constexpr std::string_view mark = "\xEF\xBB\xBF";

void append_utf8(std::string& out, char32_t c) {
  const auto add = [&out](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  const auto more = [c, &add](unsigned shift) { add(0x80U | ((c >> shift) & 0x3FU)); };
  if (c < 0x80) return add(c);
  if (c < 0x800) return add(0xC0U | (c >> 6U)), more(0);
  if (c < 0x10000) return add(0xE0U | (c >> 12U)), more(6), more(0);
  add(0xF0U | (c >> 18U)), more(12), more(6), more(0);
}

/// UTF-16 in either order of bytes, as its mark says (RFC 2781); absent for half a unit or half a pair.
std::optional<std::string> from_utf16(std::string_view bytes) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  const std::size_t high = bytes.starts_with("\xFE\xFF") ? 0 : 1;
  const auto unit = [&](std::size_t i) -> char32_t {
    const auto byte = [&](std::size_t at) { return static_cast<char32_t>(static_cast<unsigned char>(bytes[at])); };
    return i + 1 < bytes.size() ? byte(i + high) << 8U | byte(i + 1 - high) : 0;
  };
  std::string out;
  for (std::size_t i = 2; i < bytes.size(); i += 2) {
    char32_t c = unit(i);
    if (c >= 0xD800 && c < 0xE000) {
      i += 2;
      const char32_t second = unit(i);
      if (c >= 0xDC00 || second < 0xDC00 || second >= 0xE000) return std::nullopt;
      c = 0x10000 + ((c - 0xD800) << 10U) + (second - 0xDC00);
    }
    append_utf8(out, c);
  }
  return out;
}

bool has_utf16_mark(std::string_view bytes) { return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"); }

}  // namespace

std::optional<std::string> clean_text(std::string_view bytes, MendLog& log) {
  std::optional<std::string> text;
  if (has_utf16_mark(bytes)) {
    text = from_utf16(bytes);
    log.add(1, "UTF-16 became UTF-8", "encoding");
  } else {
    text = std::string(bytes);
  }
  if (!text) return std::nullopt;
  std::size_t marks = 0;
  while (text->compare(marks, mark.size(), mark) == 0) marks += mark.size();
  if (marks > 0) log.add(1, "the byte order mark dropped", "");
  text->erase(0, marks);
  const bool damaged = file_kind(*text) != FileKind::text || text->find('\0') != std::string::npos || first_invalid_utf8(*text);
  if (damaged) return std::nullopt;
  return text;
}

}  // namespace premortem

#include "input/csv_bytes.hpp"

#include <algorithm>
#include <cstdint>

#include "premortem/core/utf8.hpp"

namespace premortem {
namespace {

bool needs_a_look(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || byte == '\r' || byte == 0;
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// Whole blocks first: without an early exit the compiler checks sixteen bytes at a time.
constexpr std::size_t block = 64;

std::size_t skip_plain(std::string_view text, std::size_t from) {
  while (from + block <= text.size()) {
    bool found = false;
    for (std::size_t i = 0; i < block; ++i) found |= needs_a_look(text[from + i]);
    if (found) break;
    from += block;
  }
  while (from < text.size() && !needs_a_look(text[from])) ++from;
  return from;
}

std::size_t length_by_lead(unsigned char lead) {
  if (lead >= 0xF0 && lead < 0xF8) return 4;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xC0 && lead < 0xE0) return 2;
  return 1;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

FileKind file_kind(std::string_view s) {
  if (s.starts_with("\xEF\xBB\xBF")) return FileKind::utf8_with_mark;
  if (s.starts_with("PK\x03\x04") || s.starts_with("\xD0\xCF\x11\xE0")) return FileKind::workbook;
  if (s.starts_with("\x1F\x8B")) return FileKind::compressed;  // RFC 1952
  if (s.starts_with("\xFF\xFE") || s.starts_with("\xFE\xFF")) return FileKind::utf16;
  if (s.size() < kind_bytes) return FileKind::text;
  const bool odd = s[0] && !s[1] && s[2] && !s[3];
  const bool even = !s[0] && s[1] && !s[2] && s[3];
  return odd || even ? FileKind::utf16 : FileKind::text;
}

std::size_t undecided_tail(std::string_view piece) {
  if (piece.ends_with('\r')) return 1;
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, piece.size()); ++back) {
    const char c = piece[piece.size() - back];
    if (is_continuation(c)) continue;
    return length_by_lead(static_cast<unsigned char>(c)) > back ? back : 0;
  }
  return 0;
}

ByteKinds kinds_of_bytes(std::string_view text) {
  // As narrow as what is compared, so that sixteen bytes are looked at at a time.
  std::uint8_t look = 0, blanks = 0, quotes = 0;
  const auto look_at = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      look |= static_cast<std::uint8_t>(needs_a_look(text[i]));
      blanks |= static_cast<std::uint8_t>(is_blank(text[i]));
      quotes |= static_cast<std::uint8_t>(text[i] == '"');
    }
  };
  std::size_t i = 0;
  for (; i + block <= text.size(); i += block) {
    // First what most text lacks altogether, in few comparisons: as signed numbers NUL, the tab and what is not ASCII are below the
    // line feed.
    std::uint8_t any = 0;
    for (std::size_t j = i; j < i + block; ++j) {
      const auto c = static_cast<signed char>(text[j]);
      any |= static_cast<std::uint8_t>(c < '\n') | static_cast<std::uint8_t>(c == '\r') | static_cast<std::uint8_t>(c == ' ') | static_cast<std::uint8_t>(c == '"');
    }
    if (any != 0) look_at(i, i + block);
  }
  look_at(i, text.size());
  return {look != 0, blanks != 0, quotes != 0};
}

long count_of_byte(std::string_view text, char byte) {
  long count = 0;
  std::size_t i = 0;
  for (; i + block <= text.size(); i += block) {
    std::uint8_t in_block = 0;  // as narrow as what is compared, so that sixteen bytes are counted at a time
    for (std::size_t j = 0; j < block; ++j) in_block = static_cast<std::uint8_t>(in_block + (text[i + j] == byte ? 1 : 0));
    count += in_block;
  }
  for (; i < text.size(); ++i) count += text[i] == byte ? 1 : 0;
  return count;
}

std::optional<TroubledByte> first_trouble(std::string_view text, std::size_t from) {
  for (std::size_t i = skip_plain(text, from); i < text.size(); i = skip_plain(text, i)) {
    if (text[i] == '\0') return TroubledByte{i, Trouble::nul};
    if (text[i] == '\r') {
      if (i + 1 == text.size() || text[i + 1] != '\n') return TroubledByte{i, Trouble::lone_carriage_return};
      ++i;
      continue;
    }
    const auto c = decode_utf8(text, i);
    if (!c) return TroubledByte{i, Trouble::not_utf8};
    i += c->length;
  }
  return std::nullopt;
}

std::string excerpt(std::string_view text, std::size_t characters) {
  std::size_t end = 0;
  for (; characters > 0 && end < text.size(); --characters) {
    const auto c = decode_utf8(text, end);
    end += c ? c->length : 1;
  }
  return std::string(text.substr(0, end)) + (end < text.size() ? "..." : "");
}

}  // namespace premortem

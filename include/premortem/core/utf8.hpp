#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace premortem {

/// One decoded character: its code point and how many bytes it took (1 to 4).
struct CodePoint {
  char32_t value = 0;
  std::size_t length = 1;
};

/// The character that starts at `offset`; nullopt where the bytes are not well-formed UTF-8
/// (overlong forms, surrogates and values above U+10FFFF are not well-formed: Unicode 15, table 3-7).
std::optional<CodePoint> decode_utf8(std::string_view text, std::size_t offset);

/// Offset of the first byte that is not well-formed UTF-8; nullopt if all is well.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

/// `U+00A0`.
std::string code_point_name(char32_t value);

/// True for characters that would change how a terminal or a page shows the text around them:
/// C0 and C1 controls, bidirectional controls, zero-width and other invisible format characters.
bool is_invisible(char32_t value);

/// The same text with every invisible character, and every byte that is not UTF-8, replaced by its name
/// in angle brackets: `<U+202E>`, `<byte 0xFF>`. Line feeds are replaced too. The joiners U+200C and U+200D stay
/// between two characters above U+0600, where they are spelling: in Persian, in Hindi, in joined emoji.
std::string printable(std::string_view text);

/// The text, or where it has more than `most` characters its beginning and an ellipsis, `most` in all: for a name in a
/// sentence, which stands in full elsewhere.
std::string shortened(std::string_view text, std::size_t most = 80);

/// Columns the text takes on a terminal: two for East Asian wide characters, none for combining marks, one for
/// everything else, a malformed byte included; for aligning columns.
std::size_t display_width(std::string_view text);

}  // namespace premortem

#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace premortem {

/// What the first bytes of a file say it is.
enum class FileKind { text, utf8_with_mark, utf16, workbook, compressed };

/// How many leading bytes `file_kind` needs to be sure.
inline constexpr std::size_t kind_bytes = 4;

/// UTF-16 is told by its byte order mark or by NULs in every other byte; a workbook by the first bytes of a
/// zip archive (.xlsx) or of a compound file (.xls).
FileKind file_kind(std::string_view first_bytes);

/// The bytes at the end of a piece that cannot be judged before the next piece is there: a carriage return,
/// or a character of which some bytes are missing. At most 3.
std::size_t undecided_tail(std::string_view piece);

/// What a stretch of text does not hold, so that the work on it can be left out.
struct ByteKinds {
  bool needs_a_look = false;  ///< NUL, a carriage return or a byte that is not ASCII: there may be trouble
  bool blanks = false;        ///< a space or a tab
  bool quotes = false;
};
ByteKinds kinds_of_bytes(std::string_view text);

/// How often the byte stands in the text.
long count_of_byte(std::string_view text, char byte);

enum class Trouble { nul, lone_carriage_return, not_utf8 };

struct TroubledByte {
  std::size_t offset;
  Trouble kind;
};

/// The first byte from `from` on that is NUL, a carriage return without its line feed, or not well-formed UTF-8.
std::optional<TroubledByte> first_trouble(std::string_view text, std::size_t from);

/// At most `characters` characters of the text, with "..." where more follow, so that a message stays short.
std::string excerpt(std::string_view text, std::size_t characters = 40);

}  // namespace premortem

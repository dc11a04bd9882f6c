#pragma once
#include <string>
#include <string_view>

namespace premortem {

/// A content line in pieces of at most 75 octets, each ended by CRLF, all but the first begun by a space that does not belong to the
/// line; cut before the first byte of a UTF-8 sequence. RFC 5545, section 3.1.
std::string folded_line(std::string_view line);

/// A TEXT value: backslash, semicolon and comma escaped, line breaks (CRLF, LF, CR) as \n, invisible characters named. Section 3.3.11.
std::string icalendar_text(std::string_view text);

}  // namespace premortem

#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace premortem {

/// An all-day event.
struct CalendarEntry {
  std::string uid, summary, description;  ///< any bytes; uid not empty: the same for the same subject in every run, so that an import replaces
  std::int32_t day = 0;                   ///< since 1970-01-01
};

/// An iCalendar file (RFC 5545): CRLF, lines of at most 75 octets folded outside UTF-8 sequences, text escaped, events in the order
/// given. Line breaks of summary and description stay; other invisible characters and malformed bytes are named (`<U+202E>`).
/// There is no clock: DTSTAMP is midnight UTC of `as_of`. An event takes no time from anybody (TRANSPARENT).
/// @param as_of  since 1970-01-01
/// @throws DomainError if a uid is empty or stands twice, or a day is not in the years 1 to 9999
/// @throws Refusal without an entry: a calendar of RFC 5545 has at least one
std::string icalendar(std::int32_t as_of, const std::vector<CalendarEntry>& entries);

/// A uid of what an event is about, such as {case, metric, cohort, "retrain"}: 16 hex digits of FNV-1a (64 bits) over the parts, each
/// with its length, and "@premortem". Leave dates out: an event that moves keeps its uid.
std::string stable_uid(const std::vector<std::string>& parts);

}  // namespace premortem

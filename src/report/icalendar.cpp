#include "premortem/report/icalendar.hpp"

#include <fmt/format.h>

#include <chrono>
#include <set>

#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"
#include "report/icalendar_line.hpp"

namespace premortem {
namespace {

constexpr std::size_t most_octets = 75;

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// 20260131
std::string date_text(std::int32_t day) {
  constexpr std::int32_t first = -719'162, last = 2'932'896;  // 0001-01-01 and 9999-12-31: four digits
  if (day < first || day > last) throw DomainError(fmt::format("icalendar: day {} is not in the years 1 to 9999", day));
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string event_text(const std::string& stamp, const CalendarEntry& entry) {
  std::string text = folded_line("BEGIN:VEVENT");
  text += folded_line("UID:" + icalendar_text(entry.uid));
  text += folded_line("DTSTAMP:" + stamp);
  text += folded_line("DTSTART;VALUE=DATE:" + date_text(entry.day));
  text += folded_line("SUMMARY:" + icalendar_text(entry.summary));
  if (!entry.description.empty()) text += folded_line("DESCRIPTION:" + icalendar_text(entry.description));
  return text + folded_line("TRANSP:TRANSPARENT") + folded_line("END:VEVENT");
}

}  // namespace

std::string folded_line(std::string_view line) {
  std::string out;
  std::size_t room = most_octets;
  while (line.size() > room) {
    std::size_t cut = room;
    while (cut > 0 && continues_character(line[cut])) --cut;
    if (cut == 0) cut = room;  // no UTF-8: there is no place to cut it at
    out += line.substr(0, cut);
    out += "\r\n ";
    line.remove_prefix(cut);
    room = most_octets - 1;  // the space counts
  }
  return out.append(line) + "\r\n";
}

std::string icalendar_text(std::string_view text) {
  std::string out;
  while (true) {
    const auto end = text.find_first_of("\r\n");
    for (const char c : printable(text.substr(0, end))) {
      if (c == '\\' || c == ';' || c == ',') out += '\\';
      out += c;
    }
    if (end == std::string_view::npos) return out;
    out += "\\n";
    text.remove_prefix(end + (text.substr(end, 2) == "\r\n" ? 2 : 1));
  }
}

std::string icalendar(std::int32_t as_of, const std::vector<CalendarEntry>& entries) {
  if (entries.empty()) throw Refusal("there is no date to put into a calendar");
  const std::string stamp = date_text(as_of) + "T000000Z";
  std::string text = folded_line("BEGIN:VCALENDAR") + folded_line("VERSION:2.0") + folded_line("PRODID:-//premortem//confidence calendar//EN");
  std::set<std::string> uids;
  for (const CalendarEntry& entry : entries) {
    const std::string uid = icalendar_text(entry.uid);
    if (uid.empty() || !uids.insert(uid).second) throw DomainError(fmt::format("icalendar: the uid \"{}\" is empty or stands twice", uid));
    text += event_text(stamp, entry);
  }
  return text + folded_line("END:VCALENDAR");
}

std::string stable_uid(const std::vector<std::string>& parts) {
  std::uint64_t hash = 0xcbf29ce484222325U;  // Fowler, Noll and Vo: offset basis and prime of FNV-1a, 64 bits
  const auto add = [&](std::string_view bytes) {
    for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  };
  for (const std::string& part : parts) add(fmt::format("{}:", part.size())), add(part);
  return fmt::format("{:016x}@premortem", hash);
}

}  // namespace premortem

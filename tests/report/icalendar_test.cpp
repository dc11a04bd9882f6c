#include "premortem/report/icalendar.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"
#include "program_run.hpp"
#include "report/icalendar_line.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

constexpr std::int32_t new_year = 20'454;  // date -u -d 2026-01-01 +%s / 86400

/// Lines without their CRLF; the last one, after the last CRLF, is to be empty.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines{""};
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') lines.emplace_back(), ++i;
    else lines.back() += text[i];
  }
  return lines;
}

/// As RFC 5545 says: a CRLF with a space after it is nothing.
std::string unfolded(std::string text) {
  for (std::size_t at; (at = text.find("\r\n ")) != std::string::npos;) text.erase(at, 3);
  return text;
}

std::string unescaped(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) out += text[i] != '\\' ? text[i] : text[++i] == 'n' ? '\n' : text[i];
  return out;
}

/// Text of one to four bytes a character, none of them invisible.
std::string any_text(int most) {
  std::string text;
  const int n = *rc::gen::inRange(0, most);
  for (int i = 0; i < n; ++i) text += *rc::gen::element<std::string>("a", " ", ",", ";", "\\", ":", "\"", "\xc3\xa9", "\xe6\x9d\xb1", "\xf0\x9f\x98\x80", "n");
  return text;
}

/// What Debian's python3-icalendar reads: one line of JSON an event.
std::string read_by_python(const std::string& calendar) {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "calendar.ics", std::ios::binary) << calendar;
  std::ofstream(folder.path() / "read.py") << "import icalendar, json\n"
                                              "calendar = icalendar.Calendar.from_ical(open('calendar.ics', 'rb').read())\n"
                                              "assert calendar['VERSION'] == '2.0' and calendar['PRODID'] and not calendar.errors\n"
                                              "for event in calendar.walk('VEVENT'):\n"
                                              "    assert not event.errors, event.errors\n"
                                              "    print(json.dumps([event['UID'], event['SUMMARY'], event.get('DESCRIPTION'), event.decoded('DTSTART').isoformat(),\n"
                                              "                      event.decoded('DTSTAMP').isoformat()]))\n";
  const Answer answer = run_shell("/usr/bin/python3 read.py 2>&1", folder.path());
  INFO(answer.output);
  CHECK(answer.code == 0);
  return answer.output;
}

}  // namespace

TEST_CASE("a calendar is what RFC 5545 shows, byte for byte") {
  CHECK(icalendar(new_year, {{"a@premortem", "Re-validate accuracy, today", "", new_year + 58}}) ==
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//premortem//confidence calendar//EN\r\nBEGIN:VEVENT\r\nUID:a@premortem\r\nDTSTAMP:20260101T000000Z\r\n"
        "DTSTART;VALUE=DATE:20260228\r\nSUMMARY:Re-validate accuracy\\, today\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}

TEST_CASE("dates are those of the Gregorian calendar, and of four digits") {
  const auto day_shown = [](std::int32_t day) {
    const std::string text = icalendar(new_year, {{"a", "b", "", day}});
    return text.substr(text.find("VALUE=DATE:") + 11, 8);
  };
  CHECK(day_shown(0) == "19700101");
  CHECK(day_shown(-1) == "19691231");
  CHECK(day_shown(11'016) == "20000229");
  CHECK(day_shown(21'244) == "20280301");  // date -u -d 2028-03-01: after a leap day
  CHECK(day_shown(2'932'896) == "99991231");
  CHECK(day_shown(-719'162) == "00010101");
  CHECK_THROWS_AS(day_shown(2'932'897), DomainError);
  CHECK_THROWS_AS(day_shown(-719'163), DomainError);
}

TEST_CASE("folding is undone by unfolding, and no line is longer than 75 octets nor ends inside a character") {
  CHECK(holds_for_all([] {
    const std::string line = any_text(300), folded = folded_line(line);
    RC_ASSERT(unfolded(folded) == line + "\r\n");
    for (const std::string& piece : lines_of(folded)) {
      RC_ASSERT(piece.size() <= 75);
      RC_ASSERT(!first_invalid_utf8(piece));
    }
  }));
}

TEST_CASE("lines of 75 octets are whole, of 76 are folded, and full of continuation bytes still end") {
  CHECK(folded_line(std::string(75, 'a')) == std::string(75, 'a') + "\r\n");
  CHECK(folded_line(std::string(76, 'a')) == std::string(75, 'a') + "\r\n a\r\n");
  CHECK(folded_line(std::string(74, 'a') + "\xc3\xa9") == std::string(74, 'a') + "\r\n \xc3\xa9\r\n");
  CHECK(unfolded(folded_line(std::string(500, '\x80'))) == std::string(500, '\x80') + "\r\n");
  CHECK(folded_line("") == "\r\n");
}

TEST_CASE("escaping is undone by reading, and leaves no bare comma, semicolon or line break") {
  CHECK(icalendar_text("a,b;c\\d\r\ne\nf\rg") == "a\\,b\\;c\\\\d\\ne\\nf\\ng");
  CHECK(holds_for_all([] {
    const std::string text = any_text(80) + "\n" + any_text(80), escaped = icalendar_text(text);
    RC_ASSERT(unescaped(escaped) == text);
    for (std::size_t i = 0; i < escaped.size(); ++i) {
      if (escaped[i] == '\\') ++i;
      else RC_ASSERT(escaped[i] != ',' && escaped[i] != ';' && escaped[i] != '\n');
    }
  }));
}

TEST_CASE("no byte of a name begins a property or an event") {
  CHECK(icalendar_text("a\tb\x07\xe2\x80\xae\xff") == "a<U+0009>b<U+0007><U+202E><byte 0xFF>");
  CHECK(holds_for_all([] {
    const auto bytes = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
    const auto lines = lines_of(unfolded(icalendar(new_year, {{"a" + bytes, bytes, bytes + "\r\nEND:VCALENDAR\r\n", 1}})));
    RC_ASSERT(lines.size() == 13U);  // twelve, and nothing after the last
    for (const auto& line : lines) RC_ASSERT(printable(line) == line);
  }));
}

TEST_CASE("an uid is the same in every run, and another for other parts") {
  CHECK(stable_uid({}) == "cbf29ce484222325@premortem");  // the offset basis
  CHECK(stable_uid({"case", "accuracy", "", "retrain"}) == "ee4d9c49944187ac@premortem");  // Python 3.11, from the definition of FNV-1a
  CHECK(stable_uid({"ab", "c"}) != stable_uid({"a", "bc"}));
  CHECK(stable_uid({"a", ""}) != stable_uid({"a"}));
  CHECK(stable_uid({"2:ab"}) != stable_uid({"ab"}));
}

TEST_CASE("a calendar without an event, and events that would replace each other, are refused") {
  CHECK_THROWS_AS(icalendar(new_year, {}), Refusal);
  CHECK_THROWS_AS(icalendar(new_year, {{"", "b", "", 1}}), DomainError);
  CHECK_THROWS_AS(icalendar(new_year, {{"a", "b", "", 1}, {"a", "c", "", 2}}), DomainError);
}

TEST_CASE("another program reads the events as they were written") {
  const std::string read = read_by_python(icalendar(new_year, {{"a@premortem", "Retrain, or re-validate; \"x\" \\ y", "line 1\nline 2: " + std::string(100, 'z'), new_year + 31},
                                                               {"b@premortem", "\xe6\x9d\xb1\xe4\xba\xac \xf0\x9f\x98\x80", "", new_year + 40}}));
  CHECK(read ==
        "[\"a@premortem\", \"Retrain, or re-validate; \\\"x\\\" \\\\ y\", \"line 1\\nline 2: " + std::string(100, 'z') +
            "\", \"2026-02-01\", \"2026-01-01T00:00:00+00:00\"]\n"
            "[\"b@premortem\", \"\\u6771\\u4eac \\ud83d\\ude00\", null, \"2026-02-10\", \"2026-01-01T00:00:00+00:00\"]\n");
}

#include "premortem/core/utf8.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "holds_for_all.hpp"

using namespace premortem;

namespace {

/// Encoder of Unicode 15, table 3-6; for the round trip.
std::string encoded(char32_t c) {
  const auto byte = [](char32_t bits) { return static_cast<char>(static_cast<unsigned char>(bits)); };
  if (c < 0x80) return {byte(c)};
  if (c < 0x800) return {byte(0xC0 | c >> 6), byte(0x80 | (c & 0x3F))};
  if (c < 0x10000) return {byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F))};
  return {byte(0xF0 | c >> 18), byte(0x80 | (c >> 12 & 0x3F)), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F))};
}

bool is_scalar(char32_t c) { return c < 0xD800 || (c > 0xDFFF && c <= 0x10FFFF); }

}  // namespace

TEST_CASE("every code point reads back from its bytes") {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    const std::string bytes = encoded(c);
    const auto decoded = decode_utf8(bytes, 0);
    if (decoded.has_value() != is_scalar(c)) FAIL(code_point_name(c));
    if (decoded && (decoded->value != c || decoded->length != bytes.size())) FAIL(code_point_name(c));
  }
}

TEST_CASE("overlong, surrogate, too great and torn sequences are not well-formed") {
  // Unicode 15, table 3-7: each is refused at its first byte.
  for (const std::string bytes : {"\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80",
                                  "\xF8\x88\x80\x80\x80", "\x80", "\xBF", "\xFF", "\xFE", "\xE2\x82", "\xF0\x9F\x98", "\xC3"}) {
    INFO(printable(bytes));
    CHECK_FALSE(decode_utf8(bytes, 0));
    CHECK(first_invalid_utf8("ok" + bytes) == 2U);
  }
}

TEST_CASE("well-formed text has no invalid byte") {
  CHECK_FALSE(first_invalid_utf8(""));
  CHECK_FALSE(first_invalid_utf8("naïve, 東京, 😀"));
}

TEST_CASE("what would change the text around it is shown by its name") {
  CHECK(printable("a\x1B[31mb") == "a<U+001B>[31mb");
  CHECK(printable("\xE2\x80\xAE" "abc") == "<U+202E>abc");  // right-to-left override
  CHECK(printable("a\xE2\x80\x8B" "b") == "a<U+200B>b");    // zero-width space
  CHECK(printable("two\nlines") == "two<U+000A>lines");
  CHECK(printable("\xFF") == "<byte 0xFF>");
  CHECK(printable("naïve 東京") == "naïve 東京");
}

TEST_CASE("what is printed is well-formed and has nothing invisible, whatever came in") {
  CHECK(holds_for_all([] {
    const std::string out = printable(*rc::gen::arbitrary<std::string>());
    RC_ASSERT(!first_invalid_utf8(out));
    for (std::size_t i = 0; i < out.size();) {
      const auto c = decode_utf8(out, i);
      RC_ASSERT(c.has_value() && !is_invisible(c->value));
      i += c->length;
    }
    RC_ASSERT(printable(out) == out);
  }));
}

TEST_CASE("width counts the columns of a terminal: wide characters two, marks none, a bad byte one") {
  CHECK(display_width("naïve") == 5);
  CHECK(display_width("nai\u0308ve") == 5);  // the same, its mark a character of its own
  CHECK(display_width("東京") == 4);
  CHECK(display_width("فشل") == 3);
  CHECK(display_width("a\xFF\xFE") == 3);
  CHECK(code_point_name(0xA0) == "U+00A0");
  CHECK(code_point_name(0x1F600) == "U+1F600");
}

TEST_CASE("a name in a sentence keeps its beginning, whole characters, and says that it goes on") {
  CHECK(shortened("short", 5) == "short");
  CHECK(shortened("longer", 5) == "long\u2026");
  CHECK(shortened("\u65E5\u672C\u8A9E", 3) == "\u65E5\u672C\u8A9E");
  CHECK(shortened("\u65E5\u672C\u8A9E\u3067", 3) == "\u65E5\u672C\u2026");
  CHECK(shortened("", 3).empty());
  CHECK(shortened("a\xFF\xFF" "b", 3) == "a\xFF\u2026");
  for (std::size_t letters = 0; letters < 200; ++letters) {
    const std::string text(letters, 'x');
    CHECK(display_width(shortened(text)) == std::min<std::size_t>(letters, 80));
  }
}

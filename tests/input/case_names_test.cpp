#include <catch2/catch.hpp>

#include <utility>

#include "input/row_names.hpp"

using namespace premortem;

namespace {

TableCell cell(const std::string& text, long line) { return {text, {"gates.csv", line, 1}}; }

}  // namespace

TEST_CASE("a name is taken once, whatever its capitals, blanks, hyphens and underscores") {
  Diagnostics diagnostics;
  RowNames names("the gate");
  CHECK_FALSE(names.refuses(cell("Privacy review", 2), "gate", diagnostics));
  CHECK(names.refuses(cell("Privacy review", 3), "gate", diagnostics));
  CHECK(names.refuses(cell("privacy-review", 4), "gate", diagnostics));
  CHECK(names.refuses(cell("", 5), "gate", diagnostics));
  CHECK_FALSE(names.refuses(cell("Privacy reviews", 6), "gate", diagnostics));
  REQUIRE(diagnostics.error_count() == 3);
  CHECK(to_string(diagnostics.errors()[1]) ==
        "gates.csv:4:1: error[spelling]: the gate \"privacy-review\" and \"Privacy review\" in gates.csv:2:1 differ only in spelling; "
        "write both the same way, or give them different names");
}

TEST_CASE("letters of another alphabet that look the same are a warning, once") {
  Diagnostics diagnostics;
  RowNames names("the gate");
  CHECK_FALSE(names.is_respelt(cell("cohort A", 2), diagnostics));
  CHECK_FALSE(names.is_respelt(cell("cohort \xD0\x90", 3), diagnostics));  // U+0410, Cyrillic A
  CHECK_FALSE(names.is_respelt(cell("cohort \xD0\x90", 4), diagnostics));
  CHECK_FALSE(names.is_respelt(cell("cohort \xCE\x91", 5), diagnostics));  // U+0391, Greek Alpha
  REQUIRE(diagnostics.warnings().size() == 2);
  CHECK_THAT(diagnostics.warnings()[0].message, Catch::EndsWith("one of them is spelt with U+0410"));
  CHECK(diagnostics.error_count() == 0);
}

TEST_CASE("a character that nobody sees is a warning with its code point, whichever row holds it") {
  for (const auto& [one, two] : {std::pair{"refund", "\xEF\xBB\xBFrefund"}, {"ref\xE2\x80\x8Bund", "refund"}, {"a b", "a\xC2\xA0" "b"}}) {
    Diagnostics diagnostics;
    RowNames names("the gate");
    CHECK_FALSE(names.is_respelt(cell(one, 2), diagnostics));
    CHECK_FALSE(names.is_respelt(cell(two, 3), diagnostics));
    REQUIRE(diagnostics.warnings().size() == 1);
    CHECK_THAT(diagnostics.warnings()[0].message, Catch::Contains("one of them is spelt with U+"));
  }
}

TEST_CASE("names in one alphabet of their own are no warning") {
  Diagnostics diagnostics;
  RowNames names("the gate");
  for (const char* name : {"\xD1\x80\xD0\xB8\xD1\x81\xD0\xBA", "risk", "\xE4\xB8\xAD\xE6\x96\x87", "\xF0\x9F\x98\x80", "na\xC3\xAFve", "naive"})
    CHECK_FALSE(names.is_respelt(cell(name, 2), diagnostics));
  CHECK(diagnostics.warnings().empty());
}

TEST_CASE("the Latin look of a name leaves all but look-alikes as they are") {
  CHECK(latin_look("plain \xC3\xA9 \xE4\xB8\xAD") == "plain \xC3\xA9 \xE4\xB8\xAD");
  CHECK(latin_look("r\xD0\xB5" "fund") == "refund");
  CHECK(latin_look("\xFF") == "\xFF");
}

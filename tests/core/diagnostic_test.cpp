#include "premortem/core/diagnostic.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace premortem;

TEST_CASE("a diagnostic reads file, line, column, code, message, hint") {
  const Diagnostic d{Severity::error, {"alerts.csv", 17, 4}, "probability", "\"1.3\" is not in [0, 1]", "for a percentage write 1.3%"};
  CHECK(to_string(d) == "alerts.csv:17:4: error[probability]: \"1.3\" is not in [0, 1]; for a percentage write 1.3%");
}

TEST_CASE("a place leaves out what it does not know") {
  CHECK(to_string(Place{"case", 0, 0}) == "case");
  CHECK(to_string(Place{"a.csv", 3, 0}) == "a.csv:3");
  CHECK(to_string(Place{"a.csv", 3, 2}) == "a.csv:3:2");
}

TEST_CASE("the input cannot steer the terminal through a message") {
  const Diagnostic d{Severity::warning, {"a\x1B[2J.csv", 1, 1}, "name", "\x1B]0;owned\x07", ""};
  const std::string text = to_string(d);
  CHECK(text.find('\x1B') == std::string::npos);
  CHECK(text.find("<U+001B>") != std::string::npos);
}

TEST_CASE("all errors are counted and the first twenty kept") {
  Diagnostics found;
  CHECK_FALSE(found.has_errors());
  for (int i = 1; i <= 50; ++i) found.error({"a.csv", i, 1}, "number", "bad");
  found.warn({"a.csv", 1, 1}, "name", "odd");
  CHECK(found.has_errors());
  CHECK(found.error_count() == 50);
  CHECK(found.errors().size() == Diagnostics::kept_errors);
  CHECK(found.errors().back().place.line == 20);
  CHECK(found.warnings().size() == 1);
}

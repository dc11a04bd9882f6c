#include <catch2/catch.hpp>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>

#include "cli/program.hpp"
#include "premortem/core/utf8.hpp"

using namespace premortem::test;

namespace {

const std::vector<std::string>& hostile_texts() {
  static const std::vector<std::string> texts{
      "<script>alert(1)</script>", "</title><img src=x onerror=alert(1)>", "\" onmouseover=\"alert(1)", "&lt;b&gt;", "{{title}} {{{title}}}",
      "[x](javascript:alert(1))", "![x](https://evil.example/a.png)", "<javascript:alert(1)>", "https://evil.example", "www.evil.example",
      "`code` **b** _i_ ~~s~~ # h | t", "- item", "1. item", "---", "> quote",
      "\x1b[31mred\x1b]0;title\x07", "a\x08" "b\x7f", "C1 \xC2\x9B" "31m and \xC2\x85",
      "bidi \xE2\x80\xAE\xE2\x81\xA6 over", "zero \xE2\x80\x8B\xEF\xBB\xBF width",
      "=cmd|'/c calc'!A1", "+1+cmd", "-2+3+cmd", "@SUM(A1)", "\t=tab", "two\nlines", "two\r\nlines",
      "quote\" back\\slash /slash {\"a\":[1]}", "line separator \xE2\x80\xA8 here", "::error::x", "%0A::error::x", "$(id) `id` ; rm",
      std::string(5000, 'x'), "\xD8\xB9\xD8\xB1\xD8\xA8\xD9\x8A", "\xE4\xB8\xAD\xE6\x96\x87", "\xF0\x9F\x98\x80 face"};
  return texts;
}

std::string quoted(const std::string& text) {
  std::string cell = "\"";
  for (const char c : text) (cell += c) += c == '"' ? "\"" : "";
  return cell + "\"";
}

/// A header's name: text without line feeds, which a header may hold but a test of lines should not.
std::string one_line(std::string text) {
  std::replace_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

/// A case with the text in every cell that takes one, and in every name.
Files hostile_case(const std::string& text) {
  const auto t = quoted(text), other = quoted("other " + text);
  std::string feature = "key,value\n";
  for (const char* key : {"feature", "owner", "approver", "period", "summary", "giving_up", "protecting", "betting_on"}) feature += std::string(key) + "," + t + "\n";
  return {{"feature.csv", feature},
          {"harms.csv", "failure_mode,stage,best,unit,source,option,expert\n" + t + "," + quoted("users " + text) + ",100," + t + "," + t + ",,\n" +
                            t + "," + t + ",5%,," + t + "," + t + "," + t + "\n" + t + "," + t + ",6%,," + t + "," + t + "," + quoted("second " + text) + "\n" +
                            t + "," + t + ",7%,," + t + "," + other + ",\n"},
          {"failure_modes.csv", "failure_mode,description,affected,harm_type,reversible,cost_per_harm,harm_cap,monitor,detection_threshold,rollback,switch,owner,escalate_to\n" + t +
                                    "," + t + "," + t + "," + t + ",no,5,1," + t + "," + t + "," + t + "," + t + "," + t + "," + t + "\n"},
          {"options.csv", "option,rejected_because," + quoted("metric:" + one_line(text)) + "\n" + t + "," + t + ",1\n" + other + ",,2\n"},
          {"mitigations.csv", "failure_mode,mitigation,stage,best,status,source\n" + t + "," + t + "," + t + ",50%,in place," + t + "\n" + t + "," + other + ",,40%,planned," + t + "\n"},
          {"rollout.csv", "stage,share,exit_rule\n" + t + ",1%," + t + "\n" + other + ",100%," + t + "\n"},
          {"gates.csv", "gate,verdict,evidence,owner\n" + t + ",fail," + t + "," + t + "\n"}};
}

std::string document(const std::string& text, const std::string& verb, const std::string& format) {
  const auto outcome = run(hostile_case(text), {verb, "case", "--quiet", "--samples", "100", "--format", format});
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  CHECK(outcome.unchanged);
  return outcome.out;
}

bool has_control(const std::string& text, const std::string& allowed) {
  for (std::size_t i = 0; i < text.size();) {
    const auto c = premortem::decode_utf8(text, i);
    if (!c) return true;
    const bool control = c->value < 0x20 || (c->value >= 0x7F && c->value < 0xA0);
    if (control && (c->value > 0x7F || allowed.find(static_cast<char>(c->value)) == std::string::npos)) return true;
    i += c->length;
  }
  return false;
}

bool has_invisible(const std::string& text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto c = premortem::decode_utf8(text, i);
    if (!c || (c->value != '\n' && premortem::is_invisible(c->value))) return true;
    i += c->length;
  }
  return false;
}

/// The cells of RFC 4180 text.
std::vector<std::string> csv_cells(const std::string& text) {
  std::vector<std::string> cells(1);
  bool quotes = false;
  for (const char c : text) {
    if (c == '"') quotes = !quotes;
    if (!quotes && (c == ',' || c == '\n')) cells.emplace_back();
    else if (c != '"') cells.back() += c;
  }
  return cells;
}

const std::vector<std::string> verbs{"round", "harm", "report", "check"};

}  // namespace

TEST_CASE("no text of a case reaches a terminal or a page as anything but text") {
  for (const auto& text : hostile_texts())
    for (const auto& verb : verbs)
      for (const std::string format : {"table", "md"}) {
        INFO(verb << " " << format << " " << text.substr(0, 40));
        CHECK_FALSE(has_invisible(document(text, verb, format)));
      }
}

TEST_CASE("no text of a room's file, and no name of a share, reaches a terminal as anything but text") {
  for (const auto& text : hostile_texts()) {
    INFO(text.substr(0, 40));
    const auto t = quoted(text), share = quoted("s " + one_line(text));
    // Nobody watches, so that the page says what to log.
    const Files files{{"risks.csv", "what breaks,people," + share + ",owner,roll back when\n" + t + ",100,5%," + t + "," + t + "\n"},
                      {"failure_modes.csv", "failure_mode,telemetry,audit_every_days\n" + t + "," + t + ",9\n"}};
    for (const auto& verb : verbs) {
      const auto outcome = run(files, {verb, "case", "--quiet", "--samples", "100"});
      INFO(outcome.err);
      CHECK(outcome.code == 0);
      CHECK_FALSE(has_invisible(outcome.out));
    }
  }
}

TEST_CASE("no text of a case becomes a part of the page") {
  const auto tags = [](const std::string& html) {
    const std::regex tag("<[a-zA-Z!/][^>]*>");
    std::string all;
    for (std::sregex_iterator it(html.begin(), html.end(), tag), end; it != end; ++it) all += it->str() + "\n";
    return all;
  };
  const auto plain = tags(document("plain", "report", "html"));
  CHECK_THAT(plain, Catch::Contains("Content-Security-Policy"));
  for (const auto& text : hostile_texts()) {
    INFO(text.substr(0, 40));
    const auto html = document(text, "report", "html");
    CHECK_FALSE(has_invisible(html));
    CHECK(tags(html) == plain);
  }
}

TEST_CASE("no text of a case becomes a link, an image or a heading in Markdown") {
  const std::regex link("(^|[^\\\\])\\]\\(|(^|[^\\\\])<[a-zA-Z/]|[a-z]://|www\\.[a-z]|(^|[^\\\\])`");
  for (const auto& text : hostile_texts())
    for (const auto& verb : verbs) {
      const auto md = document(text, verb, "md");
      INFO(verb << " " << text.substr(0, 40) << "\n" << md.substr(0, 600));
      CHECK_FALSE(std::regex_search(md, link));
      CHECK(md.find("\n- item") == std::string::npos);
    }
}

TEST_CASE("a cell of the output is no formula, and holds no control character but a line feed or tab") {
  const std::regex number("[-+]?[0-9.]+([eE][-+]?[0-9]+)?");
  for (const auto& text : hostile_texts())
    for (const auto& verb : verbs) {
      INFO(verb << " " << text.substr(0, 40));
      const auto csv = document(text, verb, "csv");
      CHECK_FALSE(has_control(csv, "\n\t"));
      for (const auto& cell : csv_cells(csv)) {
        INFO(cell.substr(0, 40));
        const bool starts = !cell.empty() && std::string("=+-@\t").find(cell.front()) != std::string::npos;
        CHECK((!starts || std::regex_match(cell, number)));
      }
    }
}

TEST_CASE("JSON parses, holds the text as it was, and shows no invisible character") {
  for (const auto& text : hostile_texts())
    for (const auto& verb : verbs) {
      INFO(verb << " " << text.substr(0, 40));
      const auto json = document(text, verb, "json");
      CHECK_FALSE(has_invisible(json));
      const auto parsed = nlohmann::json::parse(json);
      const auto first = text.find_first_not_of(" \t"), last = text.find_last_not_of(" \t");
      CHECK(parsed["case"] == text.substr(first, last - first + 1));  // cells are read without blanks around them
    }
}

TEST_CASE("no text of a case becomes a command of the build service or an element of its report") {
  for (const auto& text : hostile_texts()) {
    INFO(text.substr(0, 40));
    const Files broken{{"harms.csv", "failure_mode,stage,best\n" + quoted(text) + ",users," + quoted(text) + "\n"}};
    const auto github = run(broken, {"check", "case", "--format", "github"});
    CHECK(std::count(github.out.begin(), github.out.end(), '\n') == 1);
    CHECK_THAT(github.out, Catch::StartsWith("::error file=harms.csv,line=2,"));
    CHECK_FALSE(has_invisible(github.out));
    const auto junit = run(broken, {"check", "case", "--format", "junit"});
    CHECK(junit.code == 3);
    CHECK(std::count(junit.out.begin(), junit.out.end(), '<') == 6);
    CHECK_FALSE(has_invisible(junit.out));
  }
}

TEST_CASE("a message about hostile text is one line of text") {
  for (const auto& text : hostile_texts()) {
    INFO(text.substr(0, 40));
    const auto outcome = run(Files{{"harms.csv", "failure_mode,stage,best\n" + quoted(text) + ",users," + quoted(text) + "\n"}}, {"harm", "case"});
    CHECK(outcome.code == 3);
    CHECK_FALSE(has_invisible(outcome.err));
    CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 2);
  }
}

TEST_CASE("the name of a hostile file or folder is text, too") {
  const std::string name = "\x1b[31m<script>";
  const Workplace place(Files{{name + ".csv", "failure_mode,stage,best\nr,u,x\n"}});
  const auto outcome = run(place, {"harm", "case/" + name + ".csv"});
  CHECK(outcome.code == 3);
  CHECK(outcome.err == "<U+001B>[31m<script>.csv:2:3: error[number]: \"x\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n1 error\n");
  place.write(name, "failure_mode,stage,best\nr,users,100\nr,hurt,0.1\n");
  const auto html = run(place, {"report", name, "--format", "html"});
  CHECK(html.code == 0);
  CHECK_FALSE(has_invisible(html.out));
  CHECK_THAT(html.out, !Catch::Contains("<script"));
}

#include <catch2/catch.hpp>

#include "premortem/core/utf8.hpp"
#include "report/escape.hpp"

using namespace premortem;

TEST_CASE("Markdown specials are text") {
  CHECK(markdown_text("a*b_c`d`[e](f)#g|h!~{}\\") == "a\\*b\\_c\\`d\\`\\[e\\]\\(f\\)\\#g\\|h\\!\\~\\{\\}\\\\");
  CHECK(markdown_text("<b>&amp;") == "&lt;b&gt;&amp;amp;");
  CHECK(markdown_text("5% of 10, 2-5") == "5% of 10, 2-5");
}

TEST_CASE("an address is no link in Markdown") {
  CHECK(markdown_text("https://a.example and http://b") == "https\\://a.example and http\\://b");
  CHECK(markdown_text("www.a.example, www.b") == "www\\.a.example, www\\.b");
  CHECK(markdown_text("[x](javascript:alert(1))") == "\\[x\\]\\(javascript:alert\\(1\\)\\)");
}

TEST_CASE("text that begins like a list is no list in Markdown, and a signed number stays one") {
  CHECK(markdown_text("- item") == "\\- item");
  CHECK(markdown_text("+ item") == "\\+ item");
  CHECK(markdown_text("---") == "\\---");
  CHECK(markdown_text("1. item") == "1\\. item");
  CHECK(markdown_text("12) item") == "12\\) item");
  CHECK(markdown_text("-500") == "-500");
  CHECK(markdown_text("+500") == "+500");
  CHECK(markdown_text("1.5") == "1.5");
}

TEST_CASE("invisible characters are code points in Markdown") {
  CHECK(markdown_text("a\xE2\x80\xAE" "b\nc\x1b") == "a&lt;U+202E&gt;b&lt;U+000A&gt;c&lt;U+001B&gt;");
}

TEST_CASE("a CSV cell that a spreadsheet would compute is marked as text") {
  CHECK(csv_cell("=1+2") == "'=1+2");
  CHECK(csv_cell("+1+2") == "'+1+2");
  CHECK(csv_cell("-cmd") == "'-cmd");
  CHECK(csv_cell("@SUM(A1)") == "'@SUM(A1)");
  CHECK(csv_cell("\t=1") == "'\t=1");
  CHECK(csv_cell("\n=1") == "\"'\n=1\"");
  CHECK(csv_cell("=1,2") == "\"'=1,2\"");
}

TEST_CASE("a CSV cell that is a number is left a number") {
  for (const char* number : {"-5", "+5", "-0.5", "1e-3", "-1e+30", "0"}) CHECK(csv_cell(number) == number);
  for (const char* text : {"-inf", "-nan", "-0x1p3", "-"}) CHECK(csv_cell(text) == "'" + std::string(text));
}

TEST_CASE("a CSV cell is quoted as RFC 4180 has it") {
  CHECK(csv_cell("plain") == "plain");
  CHECK(csv_cell("") == "");
  CHECK(csv_cell("a,b") == "\"a,b\"");
  CHECK(csv_cell("a\"b") == "\"a\"\"b\"");
  CHECK(csv_cell("a\nb") == "\"a\nb\"");
}

TEST_CASE("a CSV cell shows controls as code points and keeps every letter") {
  CHECK(csv_cell("a\x1b[31m\rb\x7f") == "a<U+001B>[31m<U+000D>b<U+007F>");
  CHECK(csv_cell("\xC2\x9B" "31m") == "<U+009B>31m");
  CHECK(csv_cell("\xD8\xB9 \xF0\x9F\x98\x80 \xE2\x80\x8D") == "\xD8\xB9 \xF0\x9F\x98\x80 \xE2\x80\x8D");
  CHECK(csv_cell("\xFF") == "<byte 0xFF>");
}

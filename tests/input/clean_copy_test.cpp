#include <catch2/catch.hpp>

#include "input/clean_copy_reading.hpp"

using namespace premortem;
using namespace premortem::test;

namespace {

const std::string gates = "gate,verdict,owner\nlegal,pass,Ada\nprivacy,fail,Bob\n";

struct Messy {
  const char* claim;
  std::string text;
  std::vector<std::string> mends;
  std::string clean = gates;
};

std::string utf16(const std::string& ascii, bool big_endian) {
  std::string out = big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : ascii) out += big_endian ? std::string(1, '\0') + c : std::string(1, c) + '\0';
  return out;
}

void check_mended(const std::vector<Messy>& table) {
  for (const auto& messy : table) {
    INFO(messy.claim);
    CHECK(cleaned(messy.text).text == messy.clean);
    CHECK(mends_of(messy.text) == messy.mends);
    CHECK(cleaned(messy.clean).text == messy.clean);
    CHECK(mends_of(messy.clean) == std::vector<std::string>{});
  }
}

}  // namespace

TEST_CASE("the encodings and line ends of spreadsheets become UTF-8 and line feeds") {
  check_mended({
      {"a byte order mark", "\xEF\xBB\xBF" + gates, {"1: the byte order mark dropped"}},
      {"two of them", "\xEF\xBB\xBF\xEF\xBB\xBF" + gates, {"1: the byte order mark dropped"}},
      {"UTF-16, little end first", utf16(gates, false), {"1: UTF-16 became UTF-8"}},
      {"UTF-16, big end first", utf16(gates, true), {"1: UTF-16 became UTF-8"}},
      {"UTF-16 beyond ASCII and beyond the first plane", utf16("gate,verdict\n", false) + std::string("\xE9\x00\xAC\x20\x3D\xD8\x00\xDE,\0p\0\n\0", 14),
       {"1: UTF-16 became UTF-8"}, "gate,verdict\n\u00E9\u20AC\U0001F600,p\n"},
      {"Windows line ends", "gate,verdict,owner\r\nlegal,pass,Ada\r\nprivacy,fail,Bob\r\n", {"1: the line end of Windows (CR LF) became a line feed, down to line 3"}},
      {"one of them", "gate,verdict,owner\nlegal,pass,Ada\r\nprivacy,fail,Bob\n", {"2: the line end of Windows (CR LF) became a line feed"}},
      {"carriage returns alone", "gate,verdict,owner\rlegal,pass,Ada\rprivacy,fail,Bob\r", {"1: a carriage return at the line end became a line feed, down to line 3"}},
      {"line ends inside a cell, which are data", "gate,verdict,owner\r\n\"a\r\nb\rc\",pass,Ada\r\n", {"1: the line end of Windows (CR LF) became a line feed, down to line 3"},
       "gate,verdict,owner\n\"a\r\nb\rc\",pass,Ada\n"},
  });
}

TEST_CASE("semicolons and tabs become commas where the header shows that they part the cells") {
  check_mended({
      {"semicolons", "gate;verdict;owner\nlegal;pass;Ada\nprivacy;fail;Bob\n", {"1: \";\" between the cells became a comma"}},
      {"tabs", "gate\tverdict\towner\nlegal\tpass\tAda\nprivacy\tfail\tBob\n", {"1: tabs between the cells became commas"}},
      {"cells that hold commas, quotes and line feeds", "gate;verdict;owner\n0,95;pass;\"a;\"\"b\"\"\nc\"\n", {"1: \";\" between the cells became a comma"},
       "gate,verdict,owner\n\"0,95\",pass,\"a;\"\"b\"\"\nc\"\n"},
      {"below a title", "Gates, all of them;;\ngate;verdict;owner\nlegal;pass;Ada\nprivacy;fail;Bob\n",
       {"1: a title row removed: \"Gates, all of them;;\"", "2: \";\" between the cells became a comma"}},
      {"semicolons inside cells alone", "gate,verdict,owner\na;b,pass,c;d\n", {}, "gate,verdict,owner\na;b,pass,c;d\n"},
      {"a mark that is none of them", "gate|verdict|owner\nlegal|pass|Ada\n", {}, "gate|verdict|owner\nlegal|pass|Ada\n"},
      {"a header that both would part", "gate;x\tverdict\na;b\tc\n", {}, "gate;x\tverdict\na;b\tc\n"},
  });
}

TEST_CASE("rows that hold no data are removed") {
  check_mended({
      {"a title", "Our gates,,\n" + gates, {"1: a title row removed: \"Our gates,,\""}},
      {"a title of several cells, and the mark of Excel", "sep=,\nOur gates,2026,\n" + gates,
       {"1: a title row removed: \"sep=,\"", "2: a title row removed: \"Our gates,2026,\""}},
      {"a title that is the name of a column", "Owner\n" + gates, {"1: a title row removed: \"Owner\""}},
      {"totals", gates + "TOTAL,,2\nGrand total:,,2\n", {"4: a row of totals removed: \"TOTAL,,2\"", "5: a row of totals removed: \"Grand total:,,2\""}},
      {"empty rows", "\n" + gates + ",,\n \t,,\n\n\"\"\n", {"1: an empty row removed", "5: an empty row removed, down to line 8"}},
      {"a row of no-break spaces", gates + "\u00A0,,\n", {"4: an empty row removed"}},
  });
  const std::string eleven = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n" + gates;
  CHECK(cleaned(eleven).text == eleven);
  CHECK(cleaned(eleven.substr(2)).text == gates);
}

TEST_CASE("a title above a header that lacks a column stays, for it may be the header") {
  const std::string text = "Gate no.,Verdict of it\ngate,owner\nlegal,Ada\n";
  CHECK(cleaned(text).text == text);
  CHECK(mends_of(text) == std::vector<std::string>{});
}

TEST_CASE("empty columns at the end and empty cells beyond the header are cut, and no row is padded") {
  check_mended({
      {"an empty last column", "gate,verdict,owner,\nlegal,pass,Ada,\nprivacy,fail,Bob,\n", {"1:4: an empty last column removed"}},
      {"several, and rows that end before them", "gate,verdict,owner,, \nlegal,pass,Ada\nprivacy,fail,Bob,\n", {"1:4: 2 empty columns at the end removed"}},
      {"rows too long by empty cells", "gate,verdict,owner\nlegal,pass,Ada,,\nprivacy,fail,Bob, \n", {"2: empty cells beyond the header cut, down to line 3"}},
      {"a column without a name that holds something", "gate,verdict,\na,pass,x\n", {}, "gate,verdict,\na,pass,x\n"},
      {"a row with a cell too many", "gate,verdict\na,pass,x,\n", {}, "gate,verdict\na,pass,x,\n"},
      {"a row too short", "gate,verdict,owner\na,pass\n", {}, "gate,verdict,owner\na,pass\n"},
      {"a total alone in the last column", "gate,verdict,owner,\nlegal,pass,Ada,\nprivacy,fail,Bob,\nTotal,,,2\n",
       {"1:4: an empty last column removed", "4: a row of totals removed: \"Total,,,2\""}},
  });
}

TEST_CASE("blanks around cells go, and blanks inside them stay") {
  check_mended({
      {"spaces, tabs and no-break spaces", "gate,verdict,owner\n legal,pass\t,\u00A0Ada\u00A0 \nprivacy,fail,Bob\n", {"2: blanks around cells removed"}},
      {"of a quoted cell", "gate,verdict,owner\n\" a,\nb \",pass,Ada\n", {"2: blanks around cells removed, down to line 3"}, "gate,verdict,owner\n\"a,\nb\",pass,Ada\n"},
      {"around a column name", "gate,verdict\u00A0,owner\nlegal,pass,Ada\nprivacy,fail,Bob\n", {"1:2: blanks around the column name \"verdict\" removed"}},
      {"inside", "gate,verdict,owner\na  b\u00A0c,pass,\"d \"\" e\"\n", {}, "gate,verdict,owner\na  b\u00A0c,pass,\"d \"\" e\"\n"},
  });
}

TEST_CASE("a column name in another spelling is renamed if it is the only one of that name") {
  check_mended({
      {"capitals", "Gate,VERDICT,owner\nlegal,pass,Ada\nprivacy,fail,Bob\n",
       {"1:1: the column \"Gate\" is now called \"gate\"", "1:2: the column \"VERDICT\" is now called \"verdict\""}},
      {"two of one name", "gate,Gate,verdict\na,b,pass\n", {}, "gate,Gate,verdict\na,b,pass\n"},
      {"two misspelt of one name", "GATE,Gate,verdict\na,b,pass\n", {}, "GATE,Gate,verdict\na,b,pass\n"},
      {"a slip, which is no spelling", "gate,verdct\na,pass\n", {}, "gate,verdct\na,pass\n"},
  });
  const auto& modes = schema_of("failure_modes.csv");
  CHECK(clean_copy("Failure\u00A0Mode,harm-cap,\"Cost per harm\"\nr,5,1\n", "f.csv", modes, {}).text == "failure_mode,harm_cap,\"cost_per_harm\"\nr,5,1\n");
}

TEST_CASE("a column that --column maps keeps its name, and no other becomes it") {
  TableOptions options;
  options.columns = {{"verdict", "Ergebnis"}};
  const std::string text = "gate,Ergebnis,Verdict\na,pass,x\n";
  CHECK(cleaned(text, options).text == text);
  CHECK(cleaned("Title\ngate,Ergebnis\na,pass\n", options).text == "gate,Ergebnis\na,pass\n");
}

TEST_CASE("what has more than one reading, or none, is left byte for byte") {
  const std::string mark = "\xEF\xBB\xBF";
  for (const auto& text : std::vector<std::string>{std::string(), mark + gates + "\"open,pass,x\n", mark + gates + "a\"b,pass,x\n", mark + gates + "\"a\" b,pass,x\r\n", mark + gates + "\xFF,pass,x\r\n",
                                 mark + gates + std::string("\0,pass,x\r\n", 10), utf16(gates, true) + "x", std::string("\xFE\xFF\xD8\x00\x00\x61", 6)}) {
    CHECK(cleaned(text).text == text);
    CHECK(mends_of(text) == std::vector<std::string>{});
    CHECK_FALSE(cleaned(text).is_workbook);
  }
  CHECK(cleaned("PK\x03\x04zip").is_workbook);
  CHECK(cleaned("PK\x03\x04zip").text == "PK\x03\x04zip");
}

TEST_CASE("numbers, dates, names and what a formula left are not touched") {
  const std::string text = "gate,verdict,owner\n#REF!,=1+1,\"0,95\"\n1e400,2026-02-30,<5%\n";
  CHECK(cleaned(text).text == text);
}

TEST_CASE("a file whose header is not recognised gets line feeds and UTF-8 alone") {
  CHECK(cleaned("\xEF\xBB\xBF Name , Result \r\n\r\nTotal, 1 \r\n").text == " Name , Result \n\nTotal, 1 \n");
}

// What a spreadsheet leaves behind: each thing has its own message from check, which says what to do.
#include <algorithm>
#include <catch2/catch.hpp>

#include "cli/program.hpp"

using namespace premortem::test;

namespace {

const std::string fix = "; premortem check <case> --fix writes a cleaned copy";

struct Left {
  const char* claim;
  Files files;
  std::string finding;
  std::string path = "case";
};

void check_findings(const std::vector<Left>& table) {
  for (const auto& left : table) {
    INFO(left.claim);
    const auto outcome = run(left.files, {"check", left.path});
    CHECK(outcome.out == "1 error; nothing can be computed until they are mended\n  " + left.finding + "\n");
    CHECK(outcome.code == 3);
    CHECK(outcome.err == "");
    CHECK(outcome.unchanged);
  }
}

std::string replaced(std::string text, char what, char by) {
  std::replace(text.begin(), text.end(), what, by);
  return text;
}

const std::string all_columns = "failure_mode,stage,given,low,best,high,shape,k,n,unit,evidence,source,assumption,expert,option";

}  // namespace

TEST_CASE("what --fix mends is said to be mended by it") {
  check_findings({
      {"a title row", {{"harms.csv", "Our risks,,,\n" + refund_chain}},
       "harms.csv:1:1: error[title_row]: \"Our risks\" stands alone where the header belongs; delete the title; the first row names the columns: " + all_columns + fix},
      {"a row of totals", {{"harms.csv", refund_chain + "TOTAL,,10M,\n"}}, "harms.csv:4:1: error[total_row]: \"TOTAL\" begins a row of totals; delete the row" + fix},
      {"semicolons", {{"harms.csv", replaced(refund_chain, ',', ';')}},
       "harms.csv:1:1: error[delimiter]: the header is a single cell, \"failure_mode;stage;best;unit\", and holds \";\"; if that separates the cells, give --delimiter ';'" + fix},
      {"tabs", {{"harms.csv", replaced(refund_chain, ',', '\t')}},
       "harms.csv:1:1: error[delimiter]: the header is a single cell, \"failure_mode<U+0009>stage<U+0009>best<U+0009>unit\", and holds a tab; if that separates the cells, give --delimiter tab" + fix},
      {"line ends of an old Macintosh", {{"harms.csv", replaced(refund_chain, '\n', '\r')}},
       "harms.csv:1:4: error[carriage_return]: a carriage return (byte 0x0D) at position 29 of the line without a line feed; end each line with a line feed, or with carriage return and line feed" + fix},
      {"an empty last column", {{"harms.csv", "failure_mode,stage,best,\nrefund,users,5,\n"}},
       "harms.csv:1:4: error[unknown_column]: a column without a name; name it, or delete it; a column of notes begins with \"note\"" + fix},
      {"empty cells beyond the header", {{"harms.csv", "failure_mode,stage,best\nrefund,users,5,,\n"}},
       "harms.csv:2:4: error[width]: expected 3 cells as in the header, got 5; a cell that holds the delimiter must stand in quotes" + fix},
      {"a column name in capitals", {{"harms.csv", "failure_mode,stage,Best\nrefund,users,5\n"}},
       "harms.csv:1:3: error[unknown_column]: unknown column \"Best\" in harms.csv; did you mean \"best\"? (a column of notes begins with \"note\")" + fix},
      {"a no-break space after a number", {{"harms.csv", "failure_mode,stage,best\nrefund,users,5\u00A0\n"}},
       "harms.csv:2:3: error[number]: \"5\u00A0\" begins or ends with a no-break space (U+00A0); delete it" + fix},
      {"one file with a title", {{"mine.csv", "Our risks\n" + refund_chain}},
       "mine.csv:1:1: error[title_row]: \"Our risks\" stands alone where the header belongs; delete the title; the first row names the columns: " + all_columns + fix, "case/mine.csv"},
  });
}

TEST_CASE("what --fix does not mend is not said to be") {
  const std::string workbook = "error[workbook]: a workbook (.xlsx, .xls or .ods), not a CSV file; in the spreadsheet choose File, Save As "
                               "(in Google Sheets: File, Download) and CSV UTF-8, once for each sheet";
  check_findings({
      {"an error value", {{"harms.csv", "failure_mode,stage,best\nrefund,users,#REF!\n"}},
       "harms.csv:2:3: error[spreadsheet]: \"#REF!\" is a spreadsheet's error value; mend the formula and save again"},
      {"a decimal comma", {{"harms.csv", "failure_mode,stage,best\nrefund,users,10M\nrefund,wrong,\"0,95\"\n"}}, "harms.csv:3:3: error[number]: \"0,95\" has a decimal comma; write 0.95"},
      {"a workbook itself", {{"book.xlsx", "PK\x03\x04zip"}}, "book.xlsx: " + workbook, "case/book.xlsx"},
      {"a workbook under the name of a file", {{"harms.csv", "PK\x03\x04zip"}}, "harms.csv: " + workbook},
      {"a title above a header with a slip", {{"harms.csv", "Our risks\nfailure_mode,stge,best\nrefund,users,5\n"}},
       "harms.csv:1:1: error[title_row]: \"Our risks\" stands alone where the header belongs; delete the title; the first row names the columns: " + all_columns},
      {"a slip in a column name", {{"harms.csv", "failure_mode,stage,bset\nrefund,users,5\n"}},
       "harms.csv:1:3: error[unknown_column]: unknown column \"bset\" in harms.csv; did you mean \"best\"? (a column of notes begins with \"note\")"},
      {"a filled cell too many", {{"harms.csv", "failure_mode,stage,best\nrefund,users,1,000\n"}},
       "harms.csv:2:4: error[width]: expected 3 cells as in the header, got 4; a cell that holds the delimiter must stand in quotes"},
      {"a quote that is never closed, below a title", {{"harms.csv", "failure_mode,stage,best\n\"refund,users,1\n"}},
       "harms.csv:2:1: error[unclosed_quote]: the quote that opens this cell is never closed: \"refund,users,1\"; close it, or double it if it belongs to the cell"},
  });
}

TEST_CASE("a folder that holds a workbook alone says how it becomes a case") {
  const auto outcome = run(Files{{"book.xlsx", "PK\x03\x04"}}, {"check", "case"});
  CHECK(outcome.code == 4);
  CHECK(outcome.out == "");
  CHECK(outcome.err == "premortem: case holds no .csv file; save each sheet of the workbook as CSV UTF-8, under the names of a case: harms.csv, ...\n");
}

TEST_CASE("Windows line ends are accepted in silence, and empty rows at the end with a warning each") {
  std::string windows = refund_chain;
  for (auto at = windows.find('\n'); at != std::string::npos; at = windows.find('\n', at + 2)) windows.insert(at, "\r");
  const auto silent = run(Files{{"harms.csv", windows}}, {"check", "case"});
  CHECK(silent.code == 0);
  CHECK_THAT(silent.out, Catch::StartsWith("case: valid; 1 failure mode\n\nfile"));
  const auto warned = run(Files{{"harms.csv", refund_chain + ",,,\n,,,\n"}}, {"check", "case"});
  CHECK(warned.code == 0);
  CHECK_THAT(warned.out, Catch::StartsWith("case: valid; 1 failure mode\n"
                                           "  harms.csv:4: warning[empty_row]: an empty row is left out; delete it" + fix + "\n"
                                           "  harms.csv:5: warning[empty_row]: an empty row is left out; delete it" + fix + "\n"));
}

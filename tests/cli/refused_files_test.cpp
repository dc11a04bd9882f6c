#include <catch2/catch.hpp>

#include "cli/refusals.hpp"

using namespace premortem::test;

namespace {

/// A header of that many columns: c0,c1,c2,...
std::string numbered_columns(int count) {
  std::string header;
  for (int i = 0; i < count; ++i) header += (i > 0 ? ",c" : "c") + std::to_string(i);
  return header;
}

}  // namespace

TEST_CASE("a file that is no clean table is refused with its place and what to do") {
  check_refusals({
      {"a misspelt file name", {{"assumption.csv", "name,best\na,1\n"}, {"harms.csv", refund_chain}},
       "assumption.csv: error[unknown_file]: no file of a case has this name, and no sample names it; did you mean assumptions.csv?\n"
       "1 error\n"},
      {"a file name in capitals", {{"gates.CSV", "gate,verdict\nlegal,fail\n"}, {"harms.csv", refund_chain}},
       "gates.CSV: error[unknown_file]: no file of a case has this name, and no sample names it; did you mean gates.csv?\n"
       "1 error\n"},
      {"a file that is like no other", {{"harms.csv", refund_chain}, {"zzzz.csv", "a\n1\n"}},
       "zzzz.csv: error[unknown_file]: no file of a case has this name, and no sample names it; rename it to end other than .csv, or move it away\n"
       "1 error\n"},
      {"an empty file", {{"harms.csv", ""}},
       "harms.csv: error[empty_file]: the file is empty; its first row must be the header\n"
       "1 error\n"},
      {"nothing but a mark and line feeds", {{"harms.csv", "\357\273\277\n\n"}},
       "harms.csv: error[empty_file]: the file is empty; its first row must be the header\n"
       "1 error\n"},
      {"a header and no rows", {{"harms.csv", "failure_mode,stage,best,unit\n"}},
       "harms.csv:1: error[no_rows]: the file has a header and no rows; add a row, or remove the file\n"
       "1 error\n"},
      {"semicolons", {{"harms.csv", "failure_mode;stage;best;unit\nrefund;users;10M;people per year\nrefund;wrong;5%;share\n"}},
       "harms.csv:1:1: error[delimiter]: the header is a single cell, \"failure_mode;stage;best;unit\", and holds \";\"; if that separates the cells, give --delimiter ';'; premortem check <case> --fix writes a cleaned copy\n"
       "1 error\n"},
      {"tabs", {{"harms.csv", "failure_mode\tstage\tbest\tunit\nrefund\tusers\t10M\tpeople per year\nrefund\twrong\t5%\tshare\n"}},
       "harms.csv:1:1: error[delimiter]: the header is a single cell, \"failure_mode<U+0009>stage<U+0009>best<U+0009>unit\", and holds a tab; if that separates the cells, give --delimiter tab; premortem check <case> --fix writes a cleaned copy\n"
       "1 error\n"},
      {"a workbook", {{"harms.csv", std::string("PK\003\004\024\000\006\000", 8)}},
       "harms.csv: error[workbook]: a workbook (.xlsx, .xls or .ods), not a CSV file; in the spreadsheet choose File, Save As (in Google Sheets: File, Download) and CSV UTF-8, once for each sheet\n"
       "1 error\n"},
      {"an old workbook", {{"harms.csv", "\320\317\021\340\241\261\032\341"}},
       "harms.csv: error[workbook]: a workbook (.xlsx, .xls or .ods), not a CSV file; in the spreadsheet choose File, Save As (in Google Sheets: File, Download) and CSV UTF-8, once for each sheet\n"
       "1 error\n"},
      {"a folder with a workbook alone", {{"harms.xlsx", "PK\003\004"}},
       "premortem: case holds no .csv file; save each sheet of the workbook as CSV UTF-8, under the names of a case: harms.csv, ...\n",
       {}, 4},
      {"a folder without tables", {{"notes.txt", "x"}},
       "premortem: case holds no .csv file; premortem init writes a case into a new or empty folder; it starts with risks.csv, or with harms.csv (columns failure_mode,stage,best)\n",
       {}, 4},
      {"UTF-16", {{"harms.csv", std::string("\377\376f\000a\000i\000l\000u\000r\000e\000_\000m\000o\000d\000e\000,\000s\000t\000a\000g\000e\000,\000b\000e\000s\000t\000,\000u\000n\000i\000t\000\n\000r\000e\000f\000u\000n\000d\000,\000u\000s\000e\000r\000s\000,\0001\0000\000M\000,\000p\000e\000o\000p\000l\000e\000 \000p\000e\000r\000 \000y\000e\000a\000r\000\n\000r\000e\000f\000u\000n\000d\000,\000w\000r\000o\000n\000g\000,\0005\000%\000,\000s\000h\000a\000r\000e\000\n\000", 170)}},
       "harms.csv: error[encoding]: the file is UTF-16; save as UTF-8; premortem check <case> --fix writes a cleaned copy\n"
       "1 error\n"},
      {"Latin-1", {{"harms.csv", "failure_mode,stage,best,unit\nrefund,users,10M,people per year\nrefund,wrong,5%,share\ncaf\351,x,1,\n"}},
       "harms.csv:4:1: error[encoding]: byte 0xE9 at position 4 of the line is not UTF-8; save the file as UTF-8\n"
       "1 error\n"},
      {"a NUL", {{"harms.csv", refund_chain + std::string("a\000b,x,1,\n", 9)}},
       "harms.csv:4:1: error[nul]: a NUL (byte 0x00) at position 2 of the line; the file is damaged or not text; save it as CSV UTF-8\n"
       "1 error\n"},
      {"old Macintosh line ends", {{"harms.csv", "failure_mode,stage,best,unit\rrefund,users,10M,people per year\rrefund,wrong,5%,share\r"}},
       "harms.csv:1:4: error[carriage_return]: a carriage return (byte 0x0D) at position 29 of the line without a line feed; end each line with a line feed, or with carriage return and line feed; premortem check <case> --fix writes a cleaned copy\n"
       "1 error\n"},
      {"a quote that is never closed", {{"harms.csv", refund_chain + "\"abc,x,1,\n"}},
       "harms.csv:4:1: error[unclosed_quote]: the quote that opens this cell is never closed: \"abc,x,1,\"; close it, or double it if it belongs to the cell\n"
       "1 error\n"},
      {"text after a closing quote", {{"harms.csv", refund_chain + "\"abc\"d,x,1,\n"}},
       "harms.csv:4:1: error[quote]: text after the closing quote of \"abc\": \"d\"; double a quote that belongs to the cell\n"
       "1 error\n"},
      {"a bare quote", {{"harms.csv", refund_chain + "a\"b,x,1,\n"}},
       "harms.csv:4:1: error[quote]: a quote inside the cell \"a\"b\", which does not begin with one; put the cell in quotes and double each quote inside it\n"
       "1 error\n"},
      {"a short row", {{"harms.csv", refund_chain + "a,b\n"}},
       "harms.csv:4:3: error[width]: expected 4 cells as in the header, got 2; an empty cell still needs its delimiter\n"
       "1 error\n"},
      {"a long row", {{"harms.csv", refund_chain + "a,b,1,,,\n"}},
       "harms.csv:4:5: error[width]: expected 4 cells as in the header, got 6; a cell that holds the delimiter must stand in quotes; premortem check <case> --fix writes a cleaned copy\n"
       "1 error\n"},
      {"a last line that is cut off", {{"harms.csv", refund_chain + "refund,more,"}},
       "harms.csv:4:4: error[width]: expected 4 cells as in the header, got 3; the file seems to be cut off here\n"
       "1 error\n"},
      {"a cell over a mebibyte", {{"harms.csv", "failure_mode,stage,best,unit\nr,u," + std::string(1048577, '1') + ",\n"}},
       "premortem: harms.csv:2:3: error[limit]: a cell of more than 1048576 bytes; is a quote not closed?\n",
       {}, 6},
      {"more than 10,000 columns", {{"harms.csv", numbered_columns(10001) + "\n"}},
       "premortem: harms.csv:1:10001: error[limit]: a row of more than 10000 cells; is a line feed missing?\n",
       {}, 6},
  });
}

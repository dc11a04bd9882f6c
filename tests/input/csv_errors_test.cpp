#include <catch2/catch.hpp>

#include "csv_reading.hpp"

using namespace premortem;
using namespace premortem::test;

namespace {

Lines errors(std::string_view text) { return read(text).errors; }

}  // namespace

TEST_CASE("a short row is reported at its first missing cell and never padded") {
  const auto reading = read("a,b,c\n1,2\n3,4,5\n");
  CHECK(reading.rows == Lines{"1:[a][b][c]", "3:[3][4][5]"});
  CHECK(reading.errors == Lines{"f.csv:2:3: error[width]: expected 3 cells as in the header, got 2; an empty cell still needs its delimiter"});
}

TEST_CASE("a long row is reported at its first cell too many") {
  CHECK(errors("a,b\n1,234,5\n") ==
        Lines{"f.csv:2:3: error[width]: expected 2 cells as in the header, got 3; a cell that holds the delimiter must stand in quotes"});
}

TEST_CASE("a file that is cut off in its last row says so") {
  CHECK(errors("a,b\n1,2\n3") ==
        Lines{"f.csv:3:2: error[width]: expected 2 cells as in the header, got 1; the file seems to be cut off here"});
}

TEST_CASE("the width of a row over several lines is reported where the row starts") {
  CHECK(errors("a,b\n\"x\ny\nz\"\n").front().starts_with("f.csv:2:2: error[width]"));
}

TEST_CASE("a lone carriage return ends no line") {
  CHECK(errors("a,b\n1,2\r3,4\n5,6\n") ==
        Lines{"f.csv:2:2: error[carriage_return]: a carriage return (byte 0x0D) at position 4 of the line without a line feed; "
              "end each line with a line feed, or with carriage return and line feed"});
  CHECK(read("a,b\r1,2\r3,4\r").error_count == 1);
  CHECK(read("a,b\r\r\n1,2\r\r\n").error_count == 2);
  CHECK(read("a,b\n\r1,2\n").error_count == 1);
}

TEST_CASE("a NUL is reported with its position") {
  CHECK(errors(std::string("a,b\n1,x\0y\n", 10)) ==
        Lines{"f.csv:2:2: error[nul]: a NUL (byte 0x00) at position 4 of the line; the file is damaged or not text; save it as CSV UTF-8"});
}

TEST_CASE("a byte that is not UTF-8 is reported with its value and position") {
  CHECK(errors("a,b\n1,caf\xE9\n2,3\n") ==
        Lines{"f.csv:2:2: error[encoding]: byte 0xE9 at position 6 of the line is not UTF-8; save the file as UTF-8"});
  CHECK(errors("a,b\n1,\"x\ny\xFF\"\n") ==
        Lines{"f.csv:3:2: error[encoding]: byte 0xFF at position 2 of the line is not UTF-8; save the file as UTF-8"});
  CHECK(errors("a,b\n1,\xE2\x82").front().starts_with("f.csv:2:2: error[encoding]: byte 0xE2"));
  CHECK(read("a,b\n1,\xE2\x82\xAC\n").error_count == 0);
  CHECK(read("a,b\n1,\xED\xA0\x80\n").error_count == 3);  // a surrogate, byte by byte
}

TEST_CASE("UTF-16 is told by its mark or its NULs") {
  const Lines expected{"f.csv: error[encoding]: the file is UTF-16; save as UTF-8"};
  CHECK(errors("\xFF\xFE" "a") == expected);
  CHECK(errors("\xFE\xFF") == expected);
  CHECK(errors(std::string("a\0,\0b\0", 6)) == expected);
  CHECK(errors(std::string("\0a\0,\0b", 6)) == expected);
}

TEST_CASE("a workbook is told by its first bytes") {
  const Lines expected{"f.csv: error[workbook]: a workbook (.xlsx, .xls or .ods), not a CSV file; in the spreadsheet choose File, Save As (in Google Sheets: File, Download) and CSV UTF-8, once for each sheet"};
  CHECK(errors("PK\x03\x04\x14") == expected);
  CHECK(errors("\xD0\xCF\x11\xE0\xA1\xB1") == expected);
}

TEST_CASE("a compressed file is told by its first bytes") {
  CHECK(errors(std::string("\x1F\x8B\x08\0\0\0", 6)) == Lines{"f.csv: error[compressed]: a compressed file (.gz), not a CSV file; unpack it first, with gunzip"});
  CHECK(errors("\x1F,b\n1,2\n").empty());
}

TEST_CASE("an unclosed quote is reported at its opening") {
  CHECK(errors("a,b\n1,\"two\nthree\n4,5\n") ==
        Lines{"f.csv:2:2: error[unclosed_quote]: the quote that opens this cell is never closed: \"two\"; "
              "close it, or double it if it belongs to the cell"});
  CHECK(errors("a,b\n\"x\ny\",\"z").front().starts_with("f.csv:3:2: error[unclosed_quote]"));
}

TEST_CASE("text after a closing quote is reported with what it follows") {
  CHECK(errors("a,b\n\"he said \"hello\"\",2\n3,4\n") ==
        Lines{"f.csv:2:1: error[quote]: text after the closing quote of \"he said \": \"h\"; double a quote that belongs to the cell"});
  CHECK(errors("a,b\n\"x\" ,2\n").front() ==
        "f.csv:2:1: error[quote]: text after the closing quote of \"x\": \" \"; double a quote that belongs to the cell");
  CHECK(errors("a,b\n1,\"x\ny\"z\n").front() ==
        "f.csv:3:2: error[quote]: text after the closing quote of \"x<U+000A>y\", a cell that begins on line 2: \"z\"; "
        "double a quote that belongs to the cell");
}

TEST_CASE("quoted cells with semicolons between them suggest the delimiter") {
  CHECK(errors("\"a\";\"b\"\n") ==
        Lines{"f.csv:1:1: error[quote]: text after the closing quote of \"a\": \";\"; "
              "double a quote that belongs to the cell, or give --delimiter if this separates the cells"});
}

TEST_CASE("a quote in an unquoted cell is reported and the row is read on") {
  const auto reading = read("a,b\n12\" screen,\"x\ny\"\n3,4\n");
  CHECK(reading.rows == Lines{"1:[a][b]", "4:[3][4]"});
  CHECK(reading.errors == Lines{"f.csv:2:1: error[quote]: a quote inside the cell \"12\" screen\", which does not begin with one; "
                                "put the cell in quotes and double each quote inside it"});
  CHECK(errors("a,b\n1, \"x\"\n").front().starts_with("f.csv:2:2: error[quote]: a quote inside the cell \" \"x\"\""));
}

TEST_CASE("an empty file is not a table") {
  const Lines expected{"f.csv: error[empty_file]: the file is empty; its first row must be the header"};
  CHECK(errors("") == expected);
  CHECK(errors("\xEF\xBB\xBF") == expected);
  CHECK(errors("\n \r\n") == expected);
}

TEST_CASE("a header of one cell with another delimiter in it is asked about, never guessed") {
  const auto reading = read("a;b\n1;2\n");
  CHECK(reading.rows.empty());
  CHECK(reading.errors == Lines{"f.csv:1:1: error[delimiter]: the header is a single cell, \"a;b\", and holds \";\"; "
                                "if that separates the cells, give --delimiter ';'"});
  CHECK(errors("a\tb\n1\t2\n") == Lines{"f.csv:1:1: error[delimiter]: the header is a single cell, \"a<U+0009>b\", and holds a tab; "
                                        "if that separates the cells, give --delimiter tab"});
  CHECK(read("\"a;b\"\n1\n").error_count == 0);
  CHECK(read("a;b,c\n1,2\n").error_count == 0);
}

TEST_CASE("rows after a malformed header are checked and not handed on") {
  const auto reading = read("a,b\xFF\n1,2\n3\n");
  CHECK(reading.rows.empty());
  CHECK(reading.error_count == 2);
  CHECK(read("\"a\"x,b\n1,2\n3\n").rows.empty());
}

TEST_CASE("every error is counted and twenty are kept") {
  std::string text = "a,b\n";
  for (int i = 0; i < 50; ++i) text += "1\n";
  const auto reading = read(text);
  CHECK(reading.error_count == 50);
  CHECK(reading.errors.size() == 20);
}

TEST_CASE("a message shows at most forty characters of a cell") {
  const auto error = errors("a,b\n" + std::string(100, 'x') + "\"y,2\n").front();
  CHECK(error.find("\"" + std::string(40, 'x') + "...\"") != std::string::npos);
}

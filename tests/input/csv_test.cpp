#include <catch2/catch.hpp>

#include "csv_reading.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;
using namespace premortem::test;

TEST_CASE("rows come with the physical line on which they start") {
  CHECK(read("a,b\n\n1,\"x\ny\"\n2,3\n").rows == Lines{"1:[a][b]", "3:[1][x\ny]", "5:[2][3]"});
}

TEST_CASE("a byte order mark and CRLF change nothing") {
  const auto plain = read("a,b\n1,2\n");
  CHECK(read("\xEF\xBB\xBF" "a,b\r\n1,2\r\n") == plain);
  CHECK(plain.rows == Lines{"1:[a][b]", "2:[1][2]"});
}

TEST_CASE("a last line without a line feed is a row") {
  CHECK(read("a,b\n1,2").rows == Lines{"1:[a][b]", "2:[1][2]"});
  CHECK(read("a,b\n1,\"2\"").rows == Lines{"1:[a][b]", "2:[1][2]"});
  CHECK(read("a,b\r\n1,2\r").error_count == 1);  // half a line end
}

TEST_CASE("blanks in cells are data") {
  CHECK(read(" a ,\tb\n 1, 2 \n").rows == Lines{"1:[ a ][\tb]", "2:[ 1][ 2 ]"});
}

TEST_CASE("lines without anything but blanks are not rows") {
  CHECK(read("\n\r\n  \na,b\n \t \n1,2\n\n\n").rows == Lines{"4:[a][b]", "6:[1][2]"});
  CHECK(read("a\n\"\"\n\" \"\n").rows == Lines{"1:[a]", "2:[]", "3:[ ]"});  // quoted blanks are a cell
}

TEST_CASE("empty cells are cells") {
  CHECK(read("a,b,c\n,,\n1,,\n").rows == Lines{"1:[a][b][c]", "2:[][][]", "3:[1][][]"});
}

TEST_CASE("a carriage return inside a quoted cell is data") {
  CHECK(read("a\n\"x\ry\"\n\"x\r\ny\"\n") == Reading{{"1:[a]", "2:[x\ry]", "3:[x\r\ny]"}, {}, 0});
}

TEST_CASE("another delimiter is taken when it is given") {
  CsvOptions options;
  options.delimiter = ';';
  CHECK(read("a;b\n0,5;2\n", options).rows == Lines{"1:[a][b]", "2:[0,5][2]"});
  options.delimiter = '\t';
  CHECK(read("a\tb\n1\t\"x\ty\"\n", options).rows == Lines{"1:[a][b]", "2:[1][x\ty]"});
}

TEST_CASE("a cell may be as long as the limit and not longer") {
  CsvOptions options;
  options.max_field_bytes = 5;
  CHECK(read("a,b\n12345,\"12345\"\n", options).rows.size() == 2);
  CHECK_THROWS_WITH(read("a,b\n1,123456\n", options),
                    "f.csv:2:2: error[limit]: a cell of more than 5 bytes; is a quote not closed?");
  CHECK_THROWS_WITH(read("a,b\n1,\"123456\"\n", options),
                    "f.csv:2:2: error[limit]: a cell of more than 5 bytes; is a quote not closed?");
  CHECK_THROWS_AS(read("a,b\n1,\"\n\n\n\n\n\n\n\n\n", options), LimitError);
}

TEST_CASE("a row may have as many cells as the limit and not more") {
  CsvOptions options;
  options.max_columns = 3;
  CHECK(read("a,b,c\n", options).rows.size() == 1);
  CHECK_THROWS_WITH(read("a,b,c,d\n", options), "f.csv:1:4: error[limit]: a row of more than 3 cells; is a line feed missing?");
}

TEST_CASE("memory is bounded by the limit on a row, however many cells it has") {
  CsvOptions options;
  options.max_row_bytes = 10;
  CHECK(read("a,b\n12345,12345\n", options).rows.size() == 2);
  CHECK_THROWS_WITH(read("a,b\n12345,123456\n", options),
                    "f.csv:2:3: error[limit]: a row of more than 10 bytes; is a quote not closed?");
}

TEST_CASE("what the sink throws comes out of feed") {
  Diagnostics diagnostics;
  CsvParser parser("f.csv", {}, [](const CsvRow&) { throw Refusal("enough"); }, diagnostics);
  CHECK_THROWS_AS(parser.feed("a,b\n1,2\n"), Refusal);
}

// The twelve cases of github.com/maxogden/csv-spectrum (BSD), written anew in the same spirit, each with our verdict.
#include <catch2/catch.hpp>

#include "csv_reading.hpp"

using namespace premortem;
using namespace premortem::test;

namespace {

struct Case {
  std::string name;
  std::string text;
  Lines rows;
};

const std::vector<Case> cases{
    {"comma_in_quotes", "first,last,address\nAnn,Poe,\"12 Hill St, Flat 3\"\n", {"1:[first][last][address]", "2:[Ann][Poe][12 Hill St, Flat 3]"}},
    {"empty", "a,b,c\n1,\"\",\"\"\n2,3,4\n", {"1:[a][b][c]", "2:[1][][]", "3:[2][3][4]"}},
    {"empty_crlf", "a,b,c\r\n1,\"\",\"\"\r\n2,3,4\r\n", {"1:[a][b][c]", "2:[1][][]", "3:[2][3][4]"}},
    {"escaped_quotes", "a,b\n1,\"ha \"\"ha\"\" ha\"\n3,4\n", {"1:[a][b]", "2:[1][ha \"ha\" ha]", "3:[3][4]"}},
    {"json", "key,val\n1,\"{\"\"type\"\": \"\"Point\"\", \"\"at\"\": [102.0, 0.5]}\"\n",
     {"1:[key][val]", "2:[1][{\"type\": \"Point\", \"at\": [102.0, 0.5]}]"}},
    // An unquoted cell with digits, signs and blanks, and a quoted one with a comma.
    {"location_coordinates", "id,Name,Coordinates\n7,Lille Harbour,\"50.63, -3.06\"\n8,Open sea,50.1 N\n",
     {"1:[id][Name][Coordinates]", "2:[7][Lille Harbour][50.63, -3.06]", "3:[8][Open sea][50.1 N]"}},
    {"newlines", "a,b,c\n1,2,3\n\"Once upon \na time\",5,6\n7,8,9\n",
     {"1:[a][b][c]", "2:[1][2][3]", "3:[Once upon \na time][5][6]", "5:[7][8][9]"}},
    {"newlines_crlf", "a,b,c\r\n1,2,3\r\n\"Once upon \r\na time\",5,6\r\n7,8,9\r\n",
     {"1:[a][b][c]", "2:[1][2][3]", "3:[Once upon \r\na time][5][6]", "5:[7][8][9]"}},
    {"quotes_and_newlines", "a,b\n1,\"ha \n\"\"ha\"\" \nha\"\n3,4\n", {"1:[a][b]", "2:[1][ha \n\"ha\" \nha]", "5:[3][4]"}},
    {"simple", "a,b,c\n1,2,3\n", {"1:[a][b][c]", "2:[1][2][3]"}},
    {"simple_crlf", "a,b,c\r\n1,2,3\r\n", {"1:[a][b][c]", "2:[1][2][3]"}},
    {"utf8", "a,b,c\n1,2,3\n4,5,\u02A4\n", {"1:[a][b][c]", "2:[1][2][3]", "3:[4][5][\u02A4]"}},
};

}  // namespace

TEST_CASE("the twelve cases of csv-spectrum are read as they are meant") {
  REQUIRE(cases.size() == 12);
  for (const auto& c : cases) {
    INFO(c.name);
    CHECK(read(c.text) == Reading{c.rows, {}, 0});
  }
}

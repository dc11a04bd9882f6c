#include <catch2/catch.hpp>

#include "premortem/input/table.hpp"

using namespace premortem;

namespace {

struct Reading {
  Table table;
  Diagnostics diagnostics;
};

Reading read(const std::string& text, const TableOptions& options = {}) {
  Reading r;
  r.table = read_table(text, "gates.csv", schema_of("gates.csv"), options, r.diagnostics);
  return r;
}

std::vector<std::string> codes(const Diagnostics& diagnostics) {
  std::vector<std::string> all;
  for (const auto& d : diagnostics.errors()) all.push_back(d.code);
  return all;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("a table's cells carry their place and no blanks around them") {
  const auto r = read("verdict, gate ,owner\n pass\t,\"a,\nb\", Ada \nfail,c,\n");
  REQUIRE(r.table.rows.size() == 2);
  CHECK(r.table.rows[0].cell("gate").text == "a,\nb");
  CHECK(r.table.rows[0].cell("gate").place == Place{"gates.csv", 2, 2});
  CHECK(r.table.rows[0].cell("owner").text == "Ada");
  CHECK(r.table.rows[1].cell("verdict").place == Place{"gates.csv", 4, 1});
  CHECK(r.diagnostics.error_count() == 0);
}

TEST_CASE("a column the file lacks gives an empty cell placed on the row") {
  const auto r = read("gate,verdict\na,pass\n");
  CHECK(r.table.rows[0].cell("evidence").empty());
  CHECK(r.table.rows[0].cell("evidence").place == Place{"gates.csv", 2, 0});
}

TEST_CASE("rows read are rows used and rows left out") {
  const auto r = read("gate,verdict\na,pass\n,\nb,fail\n \t, \n");
  CHECK(r.table.provenance.rows == 4);
  CHECK(r.table.provenance.used == 2);
  CHECK(r.table.provenance.excluded == 2);
  CHECK(r.diagnostics.warnings().size() == 2);
}

TEST_CASE("a near miss in the header is one error, and the rows are read by the name it means") {
  const auto r = read("gate,verdct\na,pass\n");
  CHECK(codes(r.diagnostics) == Codes{"unknown_column"});
  REQUIRE(r.table.rows.size() == 1);
  CHECK(r.table.rows[0].cell("verdict").text == "pass");
}

TEST_CASE("a near miss of a column that is there as well stays unknown") {
  const auto r = read("gate,verdict,verdct\na,pass,fail\n");
  CHECK(codes(r.diagnostics) == Codes{"unknown_column"});
  CHECK(r.table.rows[0].cell("verdict").text == "pass");
}

TEST_CASE("two near misses of one column are two errors and one column") {
  const auto r = read("gate,verdct,verdit\na,pass,fail\n");
  CHECK(codes(r.diagnostics) == Codes{"unknown_column", "unknown_column"});
  CHECK(r.table.rows[0].cell("verdict").text == "pass");
}

TEST_CASE("what is no header ends the reading, for nothing after it can be judged") {
  CHECK(codes(read("My gates\ngate,verdict\na,pass\n").diagnostics) == Codes{"title_row"});
  CHECK(codes(read(",My gates,,\ngate,verdict,kind,owner\na,pass,,\n").diagnostics) == Codes{"title_row"});
  CHECK(codes(read("legal,5%,\na,pass,\n").diagnostics) == Codes{"no_header"});
}

TEST_CASE("rows of totals are refused in the words spreadsheets use") {
  for (const std::string word : {"TOTAL", "Total:", "totals", "Sum", "Subtotal", "Sub-total", "Grand Total"})
    CHECK(codes(read("gate,verdict\na,pass\n" + word + ",\n").diagnostics) == Codes{"total_row"});
  CHECK(read("gate,verdict\nTotal loss,pass\n").diagnostics.error_count() == 0);
}

TEST_CASE("a mapped column is read by our name and remembered as found") {
  TableOptions options;
  options.columns = {{"verdict", "Ergebnis"}, {"owner", "Wer"}};
  const auto r = read("gate,Ergebnis\na,pass\n", options);
  CHECK(r.diagnostics.error_count() == 0);
  CHECK(r.table.rows[0].cell("verdict").text == "pass");
  CHECK(r.table.mapped == std::vector<std::string>{"verdict"});
}

TEST_CASE("columns of notes may repeat and hold anything") {
  const auto r = read("gate,verdict,note,note,notes of Ada\na,pass,#REF!,=1,x\n");
  CHECK(r.diagnostics.error_count() == 0);
  CHECK(r.table.rows[0].cells.size() == 2);
}

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

TEST_CASE("of columns that may stand for each other a file needs one, and a message names all") {
  const FileSchema schema{"waits.csv", "waits", {{"wait_ms", false, 1}, {"wait_s", false, 1}, {"left", true}}};
  CHECK(needed_columns(schema) == std::vector<std::vector<std::string>>{{"wait_ms", "wait_s"}, {"left"}});
  const auto errors = [&](const std::string& text) {
    Diagnostics found;
    read_table(text, "waits.csv", schema, {}, found);
    std::string all;
    for (const auto& d : found.errors()) all += to_string(d) + "\n";
    return all;
  };
  CHECK(errors("wait_s,left\n1,1\n").empty());
  CHECK(errors("left,wait_ms\n1,1\n").empty());
  CHECK(errors("left\n1\n") == "waits.csv:1: error[missing_column]: the column \"wait_ms\" or \"wait_s\" is missing; add it, or map one with --column wait_ms=HEADER\n");
  CHECK(errors("wait,left\n1,1\n") == "waits.csv:1:1: error[unknown_column]: unknown column \"wait\" in waits.csv; did you mean \"wait_s\"? (a column of notes begins with \"note\")\n");
  CHECK(errors("wait_m,left\n1,1\n").find("did you mean \"wait_ms\" or \"wait_s\"?") != std::string::npos);
}

#include <catch2/catch.hpp>

#include "input/override.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

Table table(const std::string& file, const std::string& text) {
  Diagnostics none;
  return read_table(text, file, schema_of(file), {}, none);
}

Tables example() {
  return {{"assumptions.csv", table("assumptions.csv", "name,low,best,high,k,n,shape,source,evidence\nshared,1%,2%,5%,,,pert,survey,measured\n")},
          {"harms.csv", table("harms.csv", "failure_mode,stage,best,assumption\nWrong refund,v1.2 users,10,\nWrong refund,hurt,,shared\n")},
          {"gates.csv", table("gates.csv", "gate,verdict\nlegal,pass\n")}};
}

TableRow changed_row(const std::vector<std::string>& overrides, const std::string& file, std::size_t row) {
  auto tables = example();
  std::vector<Override> all;
  for (const auto& o : overrides) all.push_back({o});
  apply_overrides(all, tables);
  return tables.at(file).rows.at(row);
}

}  // namespace

TEST_CASE("a whole estimate becomes a point: nothing else of its row is left") {
  const auto row = changed_row({"shared=3%"}, "assumptions.csv", 0);
  CHECK(row.cell("best").text == "3%");
  for (const char* column : {"low", "high", "k", "n", "shape", "source", "evidence"}) CHECK(row.cell(column).empty());
  CHECK(row.cell("best").place == Place{"--set shared=3%", 0, 0});
}

TEST_CASE("a stage that took an assumption takes its own value instead") {
  const auto row = changed_row({"harms.wrong_refund.hurt=3%"}, "harms.csv", 1);
  CHECK(row.cell("best").text == "3%");
  CHECK(row.cell("assumption").empty());
}

TEST_CASE("a scaled estimate keeps its cells") {
  const auto row = changed_row({"shared*=2"}, "assumptions.csv", 0);
  CHECK(row.cell("low").text == "1%");
  CHECK(row.cell(multiplier_column).text == "2");
}

TEST_CASE("a single cell is set, or scaled as the number it states") {
  CHECK(changed_row({"shared.low=0.5%"}, "assumptions.csv", 0).cell("low").text == "0.5%");
  CHECK(changed_row({"shared.low*=3"}, "assumptions.csv", 0).cell("low").text == "0.03");
  CHECK(changed_row({"harms.Wrong refund.v1.2 users.best=7"}, "harms.csv", 0).cell("best").text == "7");
  CHECK(changed_row({"gates.legal=fail"}, "gates.csv", 0).cell("verdict").text == "fail");
  CHECK(changed_row({"gates.legal.owner=Ada"}, "gates.csv", 0).cell("owner").text == "Ada");
}

TEST_CASE("what names nothing, or too much, is refused") {
  for (const char* text : {"shred=1", "harms.wrong_refund=1", "harms.wrong_refund.hurt.bets=1", "gates.ethics=fail", "feature.owner=x", "monitors.a=1", "x", "=1", "shared=",
                           "shared.low*=x", "shared*=2 ", "shared.low.low=1"}) {
    auto tables = example();
    INFO(text);
    if (std::string(text) == "shared*=2 ") CHECK_NOTHROW(apply_overrides({{text}}, tables));  // a blank around a value is no matter
    else CHECK_THROWS_AS(apply_overrides({{text}}, tables), UsageError);
  }
  auto tables = example();
  CHECK_THROWS_AS(apply_overrides({{"shared=1"}, {"shared=2"}}, tables), UsageError);
}

TEST_CASE("two overrides of one cell are refused, in whatever spelling and order") {
  const auto error = [](const std::vector<Override>& overrides) {
    auto tables = example();
    try {
      apply_overrides(overrides, tables);
    } catch (const UsageError& e) {
      return std::string(e.what());
    }
    return std::string();
  };
  CHECK(error({{"shared=1%"}, {"shared=2%"}}) == "--set changes \"shared\" twice; give it once");
  CHECK(error({{"shared=1%"}, {"assumptions.shared=2%"}}) == "--set \"shared\" and --set \"assumptions.shared\" change the same cell; give one of them");
  CHECK(error({{"assumptions.shared.low=1%"}, {"Shared.low*=2"}}) == "--set \"assumptions.shared.low\" and --set \"Shared.low*=\" change the same cell; give one of them");
  CHECK(error({{"shared=1%"}, {"shared.best=2%"}}) == "--set \"shared\" and --set \"shared.best\" change an estimate and a cell of it; give one of them");
  CHECK(error({{"shared.low=1%"}, {"shared=2%"}}) == "--set \"shared.low\" and --set \"shared\" change an estimate and a cell of it; give one of them");
  CHECK(error({{"gates.legal=fail"}, {"gates.legal.verdict=pass"}}) == "--set \"gates.legal\" and --set \"gates.legal.verdict\" change the same cell; give one of them");
  CHECK(error({{"threshold=0.1"}, {"assumptions.decision_threshold=0.2"}}) == "--set \"threshold\" and --set \"assumptions.decision_threshold\" change the same cell; give one of them");
  CHECK(error({{"shared=1%"}, {"harms.wrong_refund.hurt=2%"}}) == "");
  CHECK(error({{"shared=1%"}, {"shared.unit=share"}}) == "");
  CHECK(error({{"shared.low=1%"}, {"shared.high=6%"}}) == "");
}

TEST_CASE("a factor goes with what --set states of an estimate, and never with what another option sets") {
  const auto is_refused = [](const std::vector<Override>& overrides) {
    auto tables = example();
    try {
      apply_overrides(overrides, tables);
    } catch (const UsageError&) {
      return true;
    }
    return false;
  };
  CHECK_FALSE(is_refused({{"shared=1%"}, {"shared*=2"}}));
  CHECK_FALSE(is_refused({{"shared*=2"}, {"shared.low=1%"}}));
  CHECK(is_refused({{"shared*=2"}, {"assumptions.shared*=3"}}));
  CHECK(is_refused({{"shared*=2"}, {"assumptions.shared=3%", "--vary"}}));
  CHECK(is_refused({{"shared*=2"}, {"shared.low=1%", "--vary"}}));
  CHECK(is_refused({{"shared*=2"}, {"shared=3%", "--break-even"}}));
  CHECK(is_refused({{"shared=1%", "--vary"}, {"assumptions.shared*=2", "--vary"}}));
  CHECK_FALSE(is_refused({{"shared.low=1%"}, {"shared*=2", "--vary"}}));
}

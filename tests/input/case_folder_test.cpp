#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "premortem/core/error.hpp"
#include "premortem/input/case_folder.hpp"

using namespace premortem;

namespace {

namespace fs = std::filesystem;

using Files = std::map<std::string, std::string>;

/// A case folder that is removed again.
class Folder {
 public:
  explicit Folder(const Files& files) {
    std::string name = (fs::temp_directory_path() / "premortem-case-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
    for (const auto& [file, text] : files) std::ofstream(path_ / file, std::ios::binary) << text;
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  CaseRequest request(std::vector<Override> overrides = {}) const { return {path_.string(), "harms.csv", {}, std::move(overrides)}; }

 private:
  fs::path path_;
};

Leaf second_leaf(const std::string& header, const std::string& row) {
  const std::string empty_cells(static_cast<std::size_t>(std::count(header.begin(), header.end(), ',')), ',');
  const Folder folder(Files{{"harms.csv", "failure_mode,stage," + header + "\nr,users,1000" + empty_cells + "\nr,x," + row + "\n"}});
  return read_case(folder.request()).leaves.at(1);
}

}  // namespace

TEST_CASE("a row without a shape takes the one its cells imply") {
  CHECK(second_leaf("best,low,high,k,n", "0.1,,,,").shape == Shape::point);
  CHECK(second_leaf("best,low,high,k,n", ",0.1,0.2,,").shape == Shape::range);
  CHECK(second_leaf("best,low,high,k,n", "0.15,0.1,0.2,,").shape == Shape::pert);
  CHECK(second_leaf("best,low,high,k,n", ",,,1,20").shape == Shape::count);
  CHECK(second_leaf("best,low,high,k,n", "2-5%,,,,").shape == Shape::range);
  CHECK(second_leaf("best,low,high,k,n", "3% (2-5),,,,").shape == Shape::pert);
  CHECK(second_leaf("best,low,high,k,n", "?,,,,").unknown);
}

TEST_CASE("a leaf knows its place, unit, evidence, source and the cells it came from") {
  const Leaf leaf = second_leaf("best,evidence,source", "5%,expert,ask Ada");
  CHECK(leaf.place == Place{"harms.csv", 3, 0});
  CHECK(leaf.unit == "share");
  CHECK(leaf.unit_kind == UnitKind::share);
  CHECK(leaf.evidence == Evidence::expert);
  CHECK(leaf.source == "ask Ada");
  CHECK(leaf.best == 0.05);
  CHECK(leaf.cells.at("best").text == "5%");
  CHECK(leaf.cells.at("best").place == Place{"harms.csv", 3, 3});
}

TEST_CASE("an assumption that two stages take is one leaf") {
  const Folder folder(Files{{"harms.csv", "failure_mode,stage,best,assumption\na,users,10,\na,x,,p\nb,users,10,\nb,x,,p\n"}, {"assumptions.csv", "name,best\np,0.5\n"}});
  const Case c = read_case(folder.request());
  CHECK(c.failure_modes[0].stages[1].leaf == c.failure_modes[1].stages[1].leaf);
}

TEST_CASE("the case is called as feature.csv says, else as its folder") {
  const std::string harms = "failure_mode,stage,best\nr,users,10\nr,x,0.5\n";
  const Folder plain(Files{{"harms.csv", harms}});
  CHECK(read_case(plain.request()).title == fs::path(plain.request().path).filename().string());
  const Folder named(Files{{"harms.csv", harms}, {"feature.csv", "key,value\nfeature,Refunds\ncurrency,EUR\n"}});
  CHECK(read_case(named.request()).title == "Refunds");
  CHECK(read_case(named.request()).feature.currency == "EUR");
}

TEST_CASE("a sample is read ascending, without its missing values, and counted among the inputs") {
  const Folder folder(Files{{"harms.csv", "failure_mode,stage,best,shape,source\nr,users,10,,\nr,x,,sample,d.csv:v\nr,y,,sample,d.csv:w\n"},
                       {"d.csv", "w,v\n0.5,0.3\n0.6,NA\n0.7,0.1\n0.8,\n"}});
  const Case c = read_case(folder.request());
  CHECK(c.leaves[1].values == std::vector<double>{0.1, 0.3});
  CHECK(c.leaves[2].values == std::vector<double>{0.5, 0.6, 0.7, 0.8});
  REQUIRE(c.inputs.size() == 2);
  CHECK(c.inputs[0].file == "d.csv");
  CHECK(c.inputs[0].sha256.size() == 64);
  CHECK(c.inputs[1].file == "harms.csv");
}

TEST_CASE("an override leaves the case as it stands beside the changed one") {
  const Folder folder(Files{{"harms.csv", "failure_mode,stage,best\nr,users,10\nr,x,0.5\n"}});
  const auto variants = read_case_variants(folder.request({{"harms.r.x=0.25"}}));
  CHECK(variants.changed.leaves[1].best == 0.25);
  REQUIRE(variants.base);
  CHECK(variants.base->leaves[1].best == 0.5);
  CHECK_FALSE(read_case_variants(folder.request()).base);
}

TEST_CASE("every finding of every file is collected before the case is refused") {
  const Folder folder(Files{{"harms.csv", "failure_mode,stage,best\nr,users,x\nr,y,7\n"}, {"gates.csv", "gate,verdict\na,maybe\n"}, {"feature.csv", "key,value\nfeture,x\n"}});
  try {
    read_case(folder.request());
    FAIL("the case was taken");
  } catch (const InputError& e) {
    std::vector<std::string> places;
    for (const auto& d : e.diagnostics().errors()) places.push_back(to_string(d.place));
    CHECK(places == std::vector<std::string>{"feature.csv:2:1", "harms.csv:2:3", "harms.csv:3:3", "gates.csv:2:2"});
  }
}

TEST_CASE("a chain without a file is a case of one failure mode") {
  const Case c = chain_case("10M", "0.1%,5%", {}).changed;
  REQUIRE(c.failure_modes.size() == 1);
  CHECK(c.failure_modes[0].stages.size() == 3);
  CHECK(c.leaves[0].best == 1e7);
  CHECK(c.leaves[2].best == 0.05);
  CHECK(c.inputs.empty());
  CHECK_THROWS_AS(chain_case("10M", "5%,", {}), UsageError);
  CHECK_THROWS_AS(chain_case(" ", "5%", {}), UsageError);
  CHECK_THROWS_AS(chain_case("5%", "5%", {}), InputError);
}

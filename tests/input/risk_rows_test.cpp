// risks.csv is written out as the long form; what stands beside it is kept apart or merged.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "premortem/core/diagnostic.hpp"
#include "premortem/input/case_folder.hpp"

using namespace premortem;
namespace fs = std::filesystem;

namespace {

using Files = std::map<std::string, std::string>;

class Folder {
 public:
  explicit Folder(const Files& files) {
    std::string name = (fs::temp_directory_path() / "premortem-risks-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
    for (const auto& [file, text] : files) std::ofstream(path_ / file, std::ios::binary) << text;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  Case read(const std::vector<std::string>& overrides = {}) const {
    CaseRequest request;
    request.path = path_.string();
    for (const auto& o : overrides) request.overrides.push_back({o});
    return read_case(request);
  }

 private:
  fs::path path_;
};

const std::string risks = "what breaks,people,at risk,hurt,undo,how we notice,owner,roll back when,votes,cost per harm,cap\n";

}  // namespace

TEST_CASE("a row of risks.csv is a chain with its places, and what failure_modes.csv would say") {
  const Case subject = Folder(Files{{"risks.csv", risks + "spill,10K,1 in 100,?,partly,?,TBD,any case,3,$5 (4-9),20\n"}}).read();
  REQUIRE(subject.failure_modes.size() == 1);
  const FailureMode& mode = subject.failure_modes[0];
  REQUIRE(mode.stages.size() == 3);
  CHECK(mode.stages[0].name == "people");
  CHECK(to_string(mode.stages[1].place) == "risks.csv:2:3");
  CHECK(subject.leaves[mode.stages[0].leaf].best == 10000);
  CHECK(subject.leaves[mode.stages[1].leaf].best == .01);
  CHECK(subject.leaves[mode.stages[2].leaf].unknown);
  CHECK(subject.leaves[mode.stages[1].leaf].name == "spill/at risk");
  CHECK(mode.reversible == Reversible::partly);
  CHECK(mode.monitor.empty());  // ? is nobody
  CHECK(mode.owner.empty());
  CHECK(mode.rollback == "any case");
  CHECK(mode.votes == 3);
  CHECK(mode.harm_cap == 20);
  CHECK(subject.leaves[*mode.cost_leaf].high == 9);
}

TEST_CASE("a share that was counted is written in one cell, and is data then") {
  const Case subject = Folder(Files{{"risks.csv", "what breaks,people,hurt\nspill,10,3 of 1200\n"}}).read();
  const Leaf& leaf = subject.leaves[subject.failure_modes[0].stages[1].leaf];
  CHECK(leaf.shape == Shape::count);
  CHECK(leaf.k == 3);
  CHECK(leaf.n == 1200);
  CHECK(kind_of(leaf) == LeafKind::sampled);
  REQUIRE(subject.conversions.size() == 1);
  CHECK(subject.conversions[0].reading == "\"3 of 1200\" is counted: 3 seen in 1200 tries");
}

TEST_CASE("the shares of a risk are the columns that no other name takes, in the order of the file") {
  const Case subject = Folder(Files{{"risks.csv", "what breaks,seen,owner,people,hurt,note to self,asked again\nx,50%,me,10,40%,hm,30%\n"}}).read();
  std::vector<std::string> names;
  for (const auto& stage : subject.failure_modes[0].stages) names.push_back(stage.name);
  CHECK(names == std::vector<std::string>{"people", "seen", "hurt", "asked again"});
}

TEST_CASE("a harms.csv beside it has other failure modes, and a failure_modes.csv fills what a row leaves empty") {
  const Case subject = Folder(Files{{"risks.csv", "what breaks,people,hurt,owner\nspill,10,5%,me\n"},
                               {"harms.csv", "failure_mode,stage,best\nburn,people,10\n"},
                               {"failure_modes.csv", "failure_mode,monitor,harm_cap\nspill,audit,3\nburn,smoke,1\n"}})
                           .read();
  REQUIRE(subject.failure_modes.size() == 2);
  for (const auto& mode : subject.failure_modes) {
    INFO(mode.name);
    CHECK(mode.monitor == (mode.name == "spill" ? "audit" : "smoke"));
    CHECK(mode.owner == (mode.name == "spill" ? "me" : ""));
  }
}

TEST_CASE("a what-if on one option changes that option's row alone, and without an option every row") {
  const Folder folder(Files{{"harms.csv", "failure_mode,stage,option,best\nr,u,,100\nr,v,A,10%\nr,v,B,20%\n"}});
  const auto shares = [&](const std::vector<std::string>& overrides) {
    std::vector<double> values;
    const Case subject = folder.read(overrides);
    for (const auto& mode : subject.failure_modes) values.push_back(*subject.leaves[mode.stages[1].leaf].best);
    return values;
  };
  CHECK(shares({}) == std::vector<double>{.1, .2});
  CHECK(shares({"harms.r.v.A=50%"}) == std::vector<double>{.5, .2});
  CHECK(shares({"harms.r.v=50%"}) == std::vector<double>{.5, .5});
}

TEST_CASE("what all options share is one estimate, what is an option's own is not") {
  const Case subject = Folder(Files{{"harms.csv", "failure_mode,stage,option,best\nr,u,,100\nr,v,A,10%\nr,v,B,20%\nr,w,,30%\n"}}).read();
  REQUIRE(subject.failure_modes.size() == 2);
  const auto& a = subject.failure_modes[0].stages;
  const auto& b = subject.failure_modes[1].stages;
  CHECK(a[0].leaf == b[0].leaf);
  CHECK(a[1].leaf != b[1].leaf);
  CHECK(a[2].leaf == b[2].leaf);
  CHECK(subject.leaves[a[1].leaf].name != subject.leaves[b[1].leaf].name);
}

TEST_CASE("experts on one assumption are pooled, whichever stage takes it") {
  const Case subject = Folder(Files{{"assumptions.csv", "name,best,expert,unit,expires\nrate,1% (0.5-2),Ada,share,\nrate,5% (4-9),Bob,share,2026-01-01\n"},
                               {"harms.csv", "failure_mode,stage,best,assumption\nr,u,100,\nr,v,,rate\n"}})
                           .read();
  const Leaf& pool = subject.leaves[subject.failure_modes[0].stages[1].leaf];
  REQUIRE(pool.shape == Shape::pool);
  CHECK(pool.experts.size() == 2);
  CHECK(pool.experts[1].expires == "2026-01-01");
  CHECK(bound_of(pool, .05) == Interval{.005, .09});
  CHECK(pool.cells.count("best (Bob)") == 1);
}

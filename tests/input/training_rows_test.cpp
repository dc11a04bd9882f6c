// training.csv: losses by epoch.
#include <catch2/catch.hpp>

#include "input/case_on_disk.hpp"

using namespace premortem;
using namespace premortem::test;

namespace {

Case read(const std::string& text) { return CaseOnDisk({{"training.csv", text}}).read(); }
std::string errors(const std::string& text) { return errors_of_case({{"training.csv", text}}); }

}  // namespace

TEST_CASE("losses are sorted by epoch as a number, which is said") {
  const auto subject = read("epoch,train_loss,valid_loss\n10,0.1,0.4\n2,0.5,0.45\n0,-1e-3,2\n");
  REQUIRE(subject.training.size() == 3);
  CHECK((subject.training[0].epoch == 0 && subject.training[0].train_loss == -0.001 && subject.training[0].valid_loss == 2));
  CHECK((subject.training[1].epoch == 2 && subject.training[2].epoch == 10 && subject.training[2].place == Place{"training.csv", 2, 0}));
  CHECK(warnings_of(subject) == std::vector<std::string>{"training.csv: warning[order]: the rows are not in the order of their epochs and were sorted"});
  CHECK(read("epoch,train_loss,valid_loss\n1,1,1\n2,1,1\n").warnings.empty());
}

TEST_CASE("an epoch stands once, and its losses are finite numbers") {
  CHECK(errors("epoch,train_loss,valid_loss\n1,nan,1\n2,1,\n-1,1,1\n3,1,1e400\n") ==
        "training.csv:2:2: error[number]: \"nan\" is not a finite number; leave the cell empty if there is no value\n"
        "training.csv:3:3: error[missing_cell]: the cell valid_loss is empty; write it, or delete the row\n"
        "training.csv:4:1: error[negative]: the epoch is \"-1\", expected 0 or more\n"
        "training.csv:5:3: error[number]: \"1e400\" is beyond the largest number, 1.8e308\n");
  CHECK(errors("epoch,train_loss,valid_loss\n1,1,1\n2,1,1\n1.0,2,2\n") == "training.csv:4: error[duplicate]: epoch 1.0 is already in training.csv:2; keep one of the two rows\n");
  CHECK(errors("epoch,train_loss\n1,1\n") == "training.csv:1: error[missing_column]: the column \"valid_loss\" is missing; add it, or map one with --column valid_loss=HEADER\n");
}

TEST_CASE("a change by --set reaches a loss of an epoch") {
  const CaseOnDisk disk({{"training.csv", "epoch,train_loss,valid_loss\n1,1,1\n2,1,1\n"}});
  auto request = disk.request();
  request.overrides = {{"training.2.valid_loss=0.25"}};
  CHECK(read_case(request).training[1].valid_loss == 0.25);
}

// The inputs that fuzzing has kept, through the same claims as the fuzz targets.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "fuzz/cell_property.hpp"
#include "fuzz/csv_property.hpp"

namespace {

using Violation = std::string (*)(std::string_view);

std::size_t check_corpus(const std::string& name, Violation violation) {
  std::size_t inputs = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(PREMORTEM_SOURCE_DIR) + "/tests/fuzz/corpus/" + name)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string input{std::istreambuf_iterator<char>(file), {}};
    INFO(entry.path().filename());
    CHECK(violation(input).empty());
    ++inputs;
  }
  return inputs;
}

}  // namespace

TEST_CASE("every kept text is read the same whole and in pieces, with a place for every error") {
  CHECK(check_corpus("csv", premortem::fuzz::csv_violation) >= 30);
}

TEST_CASE("every kept cell gives an ordered, finite value or an error with its message") {
  CHECK(check_corpus("cell", premortem::fuzz::cell_violation) >= 30);
}

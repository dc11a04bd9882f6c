#include "premortem/core/nearest_name.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "holds_for_all.hpp"

using namespace premortem;

namespace {

const std::vector<std::string> columns{"score", "label", "cohort", "latency_ms", "weight"};

std::string any_name() { return *rc::gen::container<std::string>(rc::gen::element('a', 'b', 'c', '_', 'x')); }

}  // namespace

TEST_CASE("a slip of the pen finds the name that was meant") {
  CHECK(nearest_name("scroe", columns) == "score");       // two letters swapped
  CHECK(nearest_name("lable", columns) == "label");
  CHECK(nearest_name("cohrt", columns) == "cohort");      // one left out
  CHECK(nearest_name("Latency MS", columns) == "latency_ms");
  CHECK(nearest_name("latency-ms", columns) == "latency_ms");
}

TEST_CASE("another word finds nothing") {
  CHECK_FALSE(nearest_name("probability", columns));
  CHECK_FALSE(nearest_name("", columns));
  CHECK_FALSE(nearest_name("score", std::vector<std::string>{}));
  CHECK_FALSE(nearest_name(std::string(10000, 'x'), columns));
}

TEST_CASE("of two equally near names the first is taken") {
  CHECK(nearest_name("aab", std::vector<std::string>{"aac", "aad"}) == "aac");
}

TEST_CASE("a name among the candidates finds itself") {
  CHECK(holds_for_all([] {
    const std::string name = any_name() + "n";
    RC_ASSERT(name.size() > 80 || nearest_name(name, std::vector<std::string>{"zzzz", name}) == name);
  }));
}

TEST_CASE("folding twice is folding once") {
  CHECK(folded_name("Wrong Refund") == "wrong_refund");
  CHECK(folded_name("wrong-refund") == "wrong_refund");
  CHECK(holds_for_all([] {
    const auto text = *rc::gen::arbitrary<std::string>();
    RC_ASSERT(folded_name(folded_name(text)) == folded_name(text));
  }));
}

#include "premortem/input/sweep_axis.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>

#include "fuzz/sweep_property.hpp"
#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

std::string error_of(const std::string& text) {
  try {
    parse_sweep_axis(text);
  } catch (const UsageError& e) {
    return e.what();
  }
  return "";
}

struct Refused {
  std::string text, error;  // after `--vary "TEXT"`
};

void check_refused(const std::vector<Refused>& all) {
  for (const auto& [text, error] : all) {
    INFO(text);
    CHECK(error_of(text) == "--vary \"" + text + "\"" + error);
  }
}

std::vector<std::string> texts_of(const SweepAxis& axis) {
  std::vector<std::string> texts;
  for (const auto& v : axis.values) texts.push_back(v.text);
  return texts;
}

}  // namespace

TEST_CASE("a range has its ends and its count, in numbers as people write them") {
  const auto axis = parse_sweep_axis("harms.late.exposed = 5% : $3M :1e4");
  CHECK(axis.name == "harms.late.exposed");
  CHECK(axis.scale == SweepScale::linear);
  CHECK(axis.low == 0.05);
  CHECK(axis.high == 3e6);
  CHECK(axis.count == 10'000);
  CHECK(axis.values.empty());
  CHECK_FALSE(parse_sweep_axis("a=-1:1").count);
}

TEST_CASE("a logarithmic range is written as a logarithm") {
  const auto axis = parse_sweep_axis("a=log(0.1%, 10%, 5)");
  CHECK(axis.scale == SweepScale::logarithmic);
  CHECK(axis.low == 0.001);
  CHECK(axis.high == 0.1);
  CHECK(axis.count == 5);
  CHECK_FALSE(parse_sweep_axis("a=log(1,2)").count);
}

TEST_CASE("a list keeps its values as they were written, with the numbers they are") {
  const auto axis = parse_sweep_axis("a=5%, 18M,1 in 10 ,0, 300,500");
  CHECK(axis.scale == SweepScale::list);
  CHECK(texts_of(axis) == std::vector<std::string>{"5%", "18M", "1 in 10", "0", "300", "500"});
  std::vector<double> numbers;
  for (const auto& v : axis.values) numbers.push_back(v.number.value());
  CHECK(numbers == std::vector<double>{0.05, 18e6, 0.1, 0, 300, 500});
  CHECK(size_of(axis) == 6);
}

TEST_CASE("a range of multiples is one of factors, whichever way they are set apart") {
  const auto linear = parse_sweep_axis("volume=x0.5 : \u00D7200% : 4");
  CHECK(linear.scale == SweepScale::linear);
  CHECK(linear.multiples);
  CHECK(linear.low == 0.5);
  CHECK(linear.high == 2);
  CHECK(linear.count == 4);
  const auto logarithmic = parse_sweep_axis("volume=log(x0.1,X10)");
  CHECK(logarithmic.scale == SweepScale::logarithmic);
  CHECK(logarithmic.multiples);
  CHECK_FALSE(logarithmic.count);
  CHECK_FALSE(parse_sweep_axis("volume=1:2:3").multiples);
}

TEST_CASE("multiples are factors, without their x") {
  const auto axis = parse_sweep_axis("volume=x0.5,x1, \u00D71.5,X200%,x0");
  CHECK(axis.scale == SweepScale::list);
  CHECK(axis.multiples);
  CHECK(texts_of(axis) == std::vector<std::string>{"0.5", "1", "1.5", "200%", "0"});
  CHECK(axis.values[3].number == 2.0);
}

TEST_CASE("words and dates are values without a number") {
  const auto axis = parse_sweep_axis("gates.legal=pass,fail,2026-03-01,xray");
  CHECK(texts_of(axis) == std::vector<std::string>{"pass", "fail", "2026-03-01", "xray"});
  for (const auto& v : axis.values) CHECK_FALSE(v.number);
}

TEST_CASE("a range that cannot be is refused with the part at fault, its place and what to write") {
  check_refused({
      {"a=0:1:0", ": \"0\" at character 7 is too few points for a range; write 2 or more; one value alone is NAME=V"},
      {"a=0:1:1", ": \"1\" at character 7 is too few points for a range; write 2 or more; one value alone is NAME=V"},
      {"a=0:1:1e99", ": \"1e99\" at character 7 is not a count of points; write a whole number from 2 to 2^53, such as 11"},
      {"a=0:1:2.5", ": \"2.5\" at character 7 is not a count of points; write a whole number from 2 to 2^53, such as 11"},
      {"a=0:1:-3", ": \"-3\" at character 7 is not a count of points; write a whole number from 2 to 2^53, such as 11"},
      {"a=0:1:", ": \"\" at character 7 is an empty part; write NAME=lo:hi:count"},
      {"a=:1:3", ": \"\" at character 3 is an empty part; write NAME=lo:hi:count"},
      {"a=0:1:2:3", ": \"0:1:2:3\" at character 3 does not have two or three parts; write NAME=lo:hi:count"},
      {"a=2:1:3", ": \"2\" at character 3 is above \"1\"; write the lower number first"},
      {"a=2:2.0", ": \"2\" at character 3 is \"2.0\" again, which leaves nothing to vary; give two numbers that differ"},
      {"a=log(0,1,3)", ": \"0\" at character 7 is not above 0 and has no logarithm; write a range above 0, or a linear one: NAME=lo:hi:count"},
      {"a=log(-2,-1,3)", ": \"-2\" at character 7 is not above 0 and has no logarithm; write a range above 0, or a linear one: NAME=lo:hi:count"},
      {"a=log(1,2,3", ": \"log(1,2,3\" at character 3 has no closing parenthesis; write NAME=log(lo,hi,count)"},
      {"a=log()", ": \"log()\" at character 3 does not have two or three parts; write NAME=log(lo,hi,count)"},
      {"a=log(1,,3)", ": \"\" at character 9 is an empty part; write NAME=log(lo,hi,count)"},
      {"a=pass:fail:3", ": \"pass\" at character 3 is not a number"},
      {"a=?:1:3", ": \"?\" at character 3 is not one number; write one such as 0.2, 5% or 18M"},
      {"a=2-5%:9:3", ": \"2-5%\" at character 3 is not one number; write one such as 0.2, 5% or 18M"},
      {"a=-1e308:1e308:3", ": \"1e308\" at character 10 is too far from \"-1e308\" to be computed with; give a narrower range"},
      {"a=1:1.000000000000001:9", ": \"9\" at character 23 is more points than there are numbers to tell apart; give fewer points, or a wider range"},
      {"a=log(1,1.000000001,99)", ": \"99\" at character 21 is more points than there are numbers to tell apart; give fewer points, or a wider range"},
  });
}

TEST_CASE("a list that cannot be is refused with the value at fault, its place and what to write") {
  check_refused({
      {"a=1,,2", ": \"\" at character 5 is an empty value; write a value between the commas"},
      {"a=1,2,", ": \"\" at character 7 is an empty value; write a value between the commas"},
      {"a=5%,7%,0.05", ": \"0.05\" at character 9 is a value for the second time; give each value once"},
      {"a=pass,fail,Pass", ": \"Pass\" at character 13 is a value for the second time; give each value once"},
      {"a=x1,x1.0", ": \"x1.0\" at character 6 is a value for the second time; give each value once"},
      {"a=x1,2", ": \"2\" at character 6 is a value among multiples; write all of them with x, or none"},
      {"a=1,x2", ": \"x2\" at character 5 is a multiple among values; write all of them with x, or none"},
      {"a=x1:2:3", ": \"2\" at character 6 is a value, and the range begins with a multiple; write both ends with x, or none"},
      {"a=1:x2:3", ": \"x2\" at character 5 is a multiple, and the range begins with a value; write both ends with x, or none"},
      {"a=log(1,x2)", ": \"x2\" at character 9 is a multiple, and the range begins with a value; write both ends with x, or none"},
      {"a=x-1:x2:3", ": \"-1\" at character 4 is a multiple below 0; write x0 or more"},
      {"a=x2:x1:3", ": \"2\" at character 4 is above \"1\"; write the lower number first"},
      {"a=x1:xy:3", ": \"xy\" at character 6 is a value, and the range begins with a multiple; write both ends with x, or none"},
      {"a=x1,x-2", ": \"x-2\" at character 6 is a multiple below 0; write x0 or more"},
      {"a=1,000,2,000", ": \"000\" at character 5 is a piece of a number with thousands separators; commas part values here; write 1000 or 1K for 1,000"},
      {"a=$1,200,$3,400", ": \"200\" at character 6 is a piece of a number with thousands separators; commas part values here; write 1000 or 1K for 1,000"},
  });
  CHECK(error_of("a=x1,x1e") != "");
}

TEST_CASE("what is no axis at all is refused with the four forms") {
  const std::string forms = "NAME=lo:hi:count, NAME=log(lo,hi,count), NAME=a,b,c or NAME=x0.5,x1,x2";
  check_refused({{"", " is not of the form " + forms},
                 {"abc", " is not of the form " + forms},
                 {"=1,2", " lacks a name; write " + forms},
                 {" =1,2", " lacks a name; write " + forms},
                 {"a=", " lacks values; write " + forms},
                 {"a=  ", " lacks values; write " + forms},
                 {"a*=1,2", ": multiples are written with an x; write NAME=x0.5,x1,x2"}});
  CHECK(error_of("a=\x1b[2J:1:3").find('\x1b') == std::string::npos);
}

TEST_CASE("a name given twice is refused, in whatever spelling") {
  const auto error = [](const std::vector<std::string>& texts) {
    try {
      parse_sweep_axes(texts);
    } catch (const UsageError& e) {
      return std::string(e.what());
    }
    return std::string();
  };
  CHECK(error({"a=1,2", "b=1,2"}) == "");
  CHECK(error({"review cost=1,2", "b=1,2", "Review_Cost=0:1:3"}) == "--vary \"Review_Cost=0:1:3\": \"Review_Cost\" at character 1 is varied twice; give each name once, with all its values");
  CHECK(error({"threshold=0.1,0.2", "decision_threshold=0.1,0.3"}) != "");
}

TEST_CASE("any text is an axis whose points read back, or a refusal with its reason") {
  CHECK(holds_for_all([](const std::vector<int>& picks) {
    constexpr std::string_view alphabet[] = {"a", "=", ",", ":", "log(", ")", "x", "1", "0", "5%", "18M", "-", ".", " ", "$", "e9", "\xff", "\u00D7", "*"};
    std::string text = "n=";
    for (const int pick : picks) text += alphabet[static_cast<std::size_t>(std::abs(pick % 19))];
    RC_ASSERT(fuzz::sweep_violation(text) == "");
  }));
}

TEST_CASE("the kept inputs of fuzzing keep the claim") {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(PREMORTEM_SOURCE_DIR) / "tests/fuzz/corpus/sweep")) {
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    INFO(text);
    CHECK(fuzz::sweep_violation(text) == "");
    ++count;
  }
  CHECK(count >= 7);
}

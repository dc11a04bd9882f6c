#include "premortem/analysis/sweep_design.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

constexpr auto no_limit = std::numeric_limits<std::uint64_t>::max();

SweepAxis linear(const std::string& name, double low, double high, std::optional<std::uint64_t> count) { return {name, SweepScale::linear, {}, low, high, count}; }
SweepAxis logarithmic(const std::string& name, double low, double high, std::optional<std::uint64_t> count) { return {name, SweepScale::logarithmic, {}, low, high, count}; }
SweepAxis words(const std::string& name, const std::vector<std::string>& texts) {
  SweepAxis axis{name, SweepScale::list, {}, 0, 0, {}};
  for (const auto& t : texts) axis.values.push_back({t, std::nullopt});
  return axis;
}

std::vector<std::string> overrides_at(const SweepPlan& plan, std::uint64_t id) {
  std::vector<std::string> texts;
  for (const auto& s : point_at(plan, id)) texts.push_back(override_text(plan, s));
  return texts;
}

std::vector<double> values_of(const SweepAxis& axis) {
  std::vector<double> values;
  for (std::uint64_t i = 0; i < *axis.count; ++i) values.push_back(*point_at({{axis}, {}, 1}, i).front().value);
  return values;
}

SweepDesign lhs(std::uint64_t points) { return {SweepDesignKind::latin_hypercube, points}; }
SweepDesign sobol(std::uint64_t points) { return {SweepDesignKind::sobol, points}; }

}  // namespace

TEST_CASE("a grid has every combination once, and its first axis varies slowest") {
  const SweepPlan plan{{words("gates.legal", {"pass", "fail"}), {"v", SweepScale::list, {{"0.5", 0.5}, {"200%", 2.0}}, 0, 0, {}, true}, linear("p", 0, 1, 3)}, {}, 1};
  REQUIRE(count_of(plan, no_limit) == 12);
  CHECK(overrides_at(plan, 0) == std::vector<std::string>{"gates.legal=pass", "v*=0.5", "p=0"});
  CHECK(overrides_at(plan, 1) == std::vector<std::string>{"gates.legal=pass", "v*=0.5", "p=0.5"});
  CHECK(overrides_at(plan, 3) == std::vector<std::string>{"gates.legal=pass", "v*=200%", "p=0"});
  CHECK(overrides_at(plan, 11) == std::vector<std::string>{"gates.legal=fail", "v*=200%", "p=1"});
  std::set<std::vector<std::string>> seen;
  for (std::uint64_t id = 0; id < 12; ++id) seen.insert(overrides_at(plan, id));
  CHECK(seen.size() == 12);
  CHECK_THROWS_AS(point_at(plan, 12), DomainError);
}

TEST_CASE("a setting tells a number, a factor and a word apart") {
  const SweepPlan plan{{words("g", {"pass"}), {"v", SweepScale::list, {{"x", 3.0}}, 0, 0, {}, true}, linear("p", 0, 1, 2)}, {}, 1};
  const auto settings = point_at(plan, 1);
  CHECK_FALSE(settings[0].value);
  CHECK(std::tuple(settings[1].value, settings[1].scales) == std::tuple(std::optional(3.0), true));
  CHECK(std::tuple(settings[2].value, settings[2].scales, settings[2].axis) == std::tuple(std::optional(1.0), false, std::size_t{2}));
}

TEST_CASE("the numbers of a range of multiples are factors, counted or drawn") {
  auto axis = linear("v", 0.5, 2, 4);
  axis.multiples = true;
  const SweepPlan grid{{axis}, {}, 1};
  CHECK(overrides_at(grid, 1) == std::vector<std::string>{"v*=1"});
  CHECK(point_at(grid, 3)[0].scales);
  axis.count.reset();
  const SweepPlan drawn{{axis}, sobol(8), 1};
  for (std::uint64_t id = 0; id < 8; ++id) {
    const auto setting = point_at(drawn, id)[0];
    CHECK((setting.scales && setting.value >= 0.5 && setting.value <= 2));
  }
  CHECK_THROWS_WITH(count_of({{axis}, {}, 1}, no_limit), Catch::Matchers::Contains("v=xlo:xhi:count"));
}

TEST_CASE("linear points are exact at both ends and as decimal in between") {
  CHECK(values_of(linear("a", 0, 1, 11)) == std::vector<double>{0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1});
  CHECK(values_of(linear("a", -1, 1, 3)) == std::vector<double>{-1, 0, 1});
  CHECK(values_of(linear("a", 0.1, 0.7, 2)) == std::vector<double>{0.1, 0.7});
}

TEST_CASE("logarithmic points stand in equal ratios") {
  CHECK(values_of(logarithmic("a", 1, 1000, 4)) == std::vector<double>{1, 10, 100, 1000});
  CHECK(values_of(logarithmic("a", 1e-6, 1e6, 5)) == std::vector<double>{1e-6, 1e-3, 1, 1e3, 1e6});
  CHECK(values_of(logarithmic("a", 2, 8, 5))[1] == 2.82842712475);  // 2 sqrt(2), to 12 digits
}

TEST_CASE("a coarser sweep is a slice of a finer one") {
  CHECK(holds_for_all([](std::int16_t a, std::uint8_t width, std::uint8_t coarse, std::uint8_t times) {
    const std::uint64_t steps = coarse % 50 + 1U, finer = steps * (times % 20 + 1U);
    for (const bool is_log : {false, true}) {
      const double low = is_log ? std::abs(a) * 0.37 + 1 : a * 0.37, high = low + width + 0.5;
      const auto few = is_log ? logarithmic("a", low, high, steps + 1) : linear("a", low, high, steps + 1);
      auto many = few;
      many.count = finer + 1;
      for (std::uint64_t i = 0; i <= steps; ++i) {
        const auto x = point_at({{few}, {}, 1}, i).front(), y = point_at({{many}, {}, 1}, i * (finer / steps)).front();
        RC_ASSERT(*x.value == *y.value);
      }
    }
  }));
}

TEST_CASE("points rise, stay inside, and read back from their text") {
  CHECK(holds_for_all([](std::int32_t a, std::uint32_t width, std::uint8_t steps) {
    const double low = a / 1000.0, high = low + (width % 100'000 + 1) / 7.0;
    const auto axis = linear("a", low, high, steps + 2U);
    const auto values = values_of(axis);
    RC_ASSERT(values.front() == low);
    RC_ASSERT(values.back() == high);
    for (std::size_t i = 1; i < values.size(); ++i) RC_ASSERT(values[i - 1] < values[i]);
    for (std::uint64_t i = 0; i < values.size(); ++i) RC_ASSERT(std::stod(point_at({{axis}, {}, 1}, i).front().text) == values[i]);
  }));
}

TEST_CASE("a count beyond the limit is refused by name, also one that no machine number holds") {
  const auto message = [](const SweepPlan& plan, std::uint64_t limit) {
    try {
      count_of(plan, limit);
    } catch (const LimitError& e) {
      return std::string(e.what());
    }
    return std::string();
  };
  SweepPlan plan{{linear("a", 0, 1, 1000), linear("b", 0, 1, 1000)}, {}, 1};
  CHECK(message(plan, 1'000'000) == "");
  CHECK(message(plan, 999'999) == "the sweep has 1000000 points, more than the 999999 it may have; give fewer values, or draw some of them with --design lhs:N");
  for (int i = 0; i < 8; ++i) plan.axes.push_back(linear("c" + std::to_string(i), 0, 1, 1000));
  CHECK(message(plan, no_limit) == "the sweep has about 1e+30 points, more than the 18446744073709551615 it may have; give fewer values, or draw some of them with --design lhs:N");
}

TEST_CASE("what a plan lacks is said with what to write") {
  const auto message = [](const SweepPlan& plan) {
    try {
      check_plan(plan);
    } catch (const UsageError& e) {
      return std::string(e.what());
    }
    return std::string();
  };
  CHECK(message({{linear("a", 0, 1, {})}, {}, 1}) == "--vary \"a\" has no count, which a grid needs; write a=lo:hi:count, or draw from it with --design lhs:N");
  CHECK(message({{logarithmic("a", 1, 2, {})}, {}, 1}) == "--vary \"a\" has no count, which a grid needs; write a=log(lo,hi,count), or draw from it with --design lhs:N");
  CHECK(message({{linear("a", 0, 1, {})}, lhs(0), 1}) == "--design lhs needs its number of points: lhs:1000");
  CHECK(message({{}, {}, 1}).starts_with("a sweep varies something: --vary NAME=lo:hi:count"));
  CHECK(message({{linear("a", 0, 1, {})}, sobol(5), 1}) == "");
}

TEST_CASE("a Latin hypercube has one point in each stratum of each axis, and lists in equal shares") {
  for (const std::uint64_t n : {1U, 2U, 3U, 10U, 64U, 100U, 1000U}) {
    const SweepPlan plan{{linear("a", 0, 1, {}), linear("b", 0, 1, {}), words("c", {"p", "q"})}, lhs(n), 7};
    REQUIRE(count_of(plan, no_limit) == n);
    std::set<std::uint64_t> of_a, of_b;
    std::uint64_t p = 0;
    for (std::uint64_t id = 0; id < n; ++id) {
      const auto s = point_at(plan, id);
      of_a.insert(static_cast<std::uint64_t>(*s[0].value * static_cast<double>(n)));
      of_b.insert(static_cast<std::uint64_t>(*s[1].value * static_cast<double>(n)));
      p += s[2].text == "p";
    }
    CHECK(of_a.size() == n);
    CHECK(of_b.size() == n);
    CHECK(p >= n / 2);
    CHECK(p <= (n + 1) / 2);
  }
}

TEST_CASE("in a sampled design a range with a count takes its points, in equal shares") {
  const SweepPlan plan{{linear("a", 0, 1, 5), logarithmic("b", 1, 100, {})}, lhs(100), 3};
  std::map<double, int> times;
  for (std::uint64_t id = 0; id < 100; ++id) {
    const auto s = point_at(plan, id);
    ++times[*s[0].value];
    CHECK((*s[1].value >= 1 && *s[1].value <= 100));
  }
  CHECK(times == std::map<double, int>{{0, 20}, {0.25, 20}, {0.5, 20}, {0.75, 20}, {1, 20}});
}

TEST_CASE("half of a sampled logarithmic axis lies below its geometric middle") {
  const SweepPlan plan{{logarithmic("a", 1e-4, 1, {})}, lhs(1000), 11};
  int below = 0;
  for (std::uint64_t id = 0; id < 1000; ++id) below += *point_at(plan, id).front().value < 0.01;
  CHECK(below == 500);
}

TEST_CASE("a point is a function of the plan and the id alone, and another seed is another design") {
  for (const auto& design : {lhs(500), sobol(500)}) {
    const SweepPlan plan{{linear("a", 0, 1, {}), words("b", {"p", "q", "r"})}, design, 1};
    auto other = plan;
    other.seed = 2;
    CHECK(overrides_at(plan, 321) == overrides_at(plan, 321));
    std::vector<std::vector<std::string>> ours, theirs;
    for (std::uint64_t id = 0; id < 500; ++id) ours.push_back(overrides_at(plan, id)), theirs.push_back(overrides_at(other, id));
    CHECK(ours != theirs);
    std::set<std::string> distinct;
    for (const auto& o : ours) distinct.insert(o[0]);
    CHECK(distinct.size() == 500);
  }
}

// Of a uniform on [0, 1] the mean is 1/2; low discrepancy: within 1/100 for 1,000 points, where random points stray by 0.009 (one sigma).
TEST_CASE("the points of the Sobol' design fill each axis evenly, and a longer design begins with the shorter") {
  const SweepPlan plan{{linear("a", 0, 1, {}), linear("b", 0, 1, {}), linear("c", 0, 1, {})}, sobol(1024), 5};
  std::vector<double> mean(3), cross(3);
  for (std::uint64_t id = 0; id < 1024; ++id) {
    const auto s = point_at(plan, id);
    for (std::size_t i = 0; i < 3; ++i) mean[i] += *s[i].value / 1024, cross[i] += *s[i].value * *s[(i + 1) % 3].value / 1024;
  }
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(mean[i] == Approx(0.5).margin(0.01));
    CHECK(cross[i] == Approx(0.25).margin(0.01));
  }
  auto longer = plan;
  longer.design.points = 5000;
  for (const std::uint64_t id : {0U, 17U, 1023U}) CHECK(overrides_at(longer, id) == overrides_at(plan, id));
}

#include "statistics/merged_steps.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <vector>

#include "holds_for_all.hpp"

namespace premortem {
namespace {

struct Seen {
  double x, next;
  std::size_t i, j;
  bool operator==(const Seen&) const = default;
};

/// By counting, for every distinct value, what is at or below it.
std::vector<Seen> counted(const std::vector<double>& a, const std::vector<double>& b) {
  std::set<double> distinct(a.begin(), a.end());
  distinct.insert(b.begin(), b.end());
  std::vector<Seen> all;
  for (auto at = distinct.begin(); std::next(at) != distinct.end(); ++at) {
    const auto below = [&](const std::vector<double>& v) { return static_cast<std::size_t>(std::count_if(v.begin(), v.end(), [&](double y) { return y <= *at; })); };
    all.push_back({*at, *std::next(at), below(a), below(b)});
  }
  return all;
}

std::vector<double> any_sorted(int values) {
  std::vector<double> sample(*rc::gen::inRange<std::size_t>(1, 15));
  for (double& x : sample) x = 0.5 * *rc::gen::inRange(-values, values);
  std::sort(sample.begin(), sample.end());
  return sample;
}

TEST_CASE("a merged walk visits every distinct value but the largest with the counts of both samples, ties or none") {
  CHECK(holds_for_all([] {
    const int values = *rc::gen::element(1, 3, 1000);
    const auto a = any_sorted(values), b = any_sorted(values);
    std::vector<Seen> seen;
    for_each_merged_step(a, b, [&](double x, double next, std::size_t i, std::size_t j) { seen.push_back({x, next, i, j}); });
    RC_ASSERT(seen == counted(a, b));
  }));
}

}  // namespace
}  // namespace premortem

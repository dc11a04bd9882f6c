#include "premortem/statistics/kolmogorov_smirnov.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <vector>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

using Numbers = std::vector<double>;

/// D times n m, straight from the definition.
long scaled_gap(const Numbers& a, const Numbers& b) {
  long largest = 0;
  for (const auto* of : {&a, &b})
    for (const double x : *of) {
      const auto below = [x](const Numbers& s) { return std::count_if(s.begin(), s.end(), [x](double y) { return y <= x; }); };
      largest = std::max(largest, std::abs(below(a) * static_cast<long>(b.size()) - below(b) * static_cast<long>(a.size())));
    }
  return largest;
}

/// Share of all ways to choose the first sample out of the pooled values with a D at least as large.
double enumerated_p(const Numbers& a, const Numbers& b) {
  Numbers pool = a;
  pool.insert(pool.end(), b.begin(), b.end());
  const long observed = scaled_gap(a, b);
  long ways = 0, as_large = 0;
  for (unsigned chosen = 0; chosen < 1U << pool.size(); ++chosen) {
    Numbers x, y;
    for (std::size_t i = 0; i < pool.size(); ++i) (chosen >> i & 1U ? x : y).push_back(pool[i]);
    if (x.size() != a.size()) continue;
    ++ways;
    as_large += scaled_gap(x, y) >= observed;
  }
  return static_cast<double>(as_large) / static_cast<double>(ways);
}

Numbers some_values(int most) {
  Numbers values;
  const int size = *rc::gen::inRange(1, most + 1);
  for (int i = 0; i < size; ++i) values.push_back(*rc::gen::inRange(0, 6));
  std::sort(values.begin(), values.end());
  return values;
}

Numbers ladder(int size, double step, double from) {
  Numbers values;
  for (int i = 0; i < size; ++i) values.push_back(i * step + from);
  return values;
}

}  // namespace

// scipy 1.10: ks_2samp(method="exact") without ties; with them 316 of the 1,716 choices, counted.
TEST_CASE("the exact two-sample test gives scipy's numbers without ties and counted ones with them") {
  const auto plain = kolmogorov_smirnov(Numbers{0.1, 0.4, 0.7, 1.1, 2.3, 2.9, 3.1}, Numbers{0.5, 1.9, 2.5, 3.3, 3.7, 4.1, 4.4, 5.0, 6.2});
  CHECK(plain.law == KolmogorovLaw::exact);
  CHECK(plain.statistic == Approx(2.0 / 3).epsilon(1e-15));
  CHECK(plain.p == Approx(.03409090909090909).epsilon(1e-13));
  const auto tied = kolmogorov_smirnov(Numbers{1, 1, 2, 2, 3, 5}, Numbers{2, 3, 3, 4, 4, 5, 5});
  CHECK(tied.statistic == Approx(22 / 42.0).epsilon(1e-15));
  CHECK(tied.p == Approx(316 / 1716.0).epsilon(1e-13));
  CHECK(kolmogorov_smirnov(ladder(200, 3, 0), ladder(150, 4, 31.5)).p == Approx(.9332355881912109).epsilon(1e-11));
  CHECK(kolmogorov_smirnov(Numbers{1, 2, 3, 4, 5}, Numbers{2, 3, 4, 5, 9}).statistic == Approx(.2).epsilon(1e-15));
}

TEST_CASE("the exact p is the share of all ways to deal the values out, ties and all") {
  CHECK(holds_for_all([] {
    const Numbers a = some_values(5), b = some_values(5);
    const double p = kolmogorov_smirnov(a, b).p;
    RC_ASSERT(std::abs(p - enumerated_p(a, b)) <= 1e-12);
    RC_ASSERT(std::abs(p - kolmogorov_smirnov(b, a).p) <= 1e-12);
  }));
}

TEST_CASE("equal samples and a constant show nothing") {
  CHECK(kolmogorov_smirnov(Numbers{4, 4, 4}, Numbers{4, 4}).p == 1);
  CHECK(kolmogorov_smirnov(Numbers{1, 2}, Numbers{1, 2}).p == 1);
  CHECK_THROWS_AS(kolmogorov_smirnov(Numbers{}, Numbers{1}), DomainError);
}

// 2 / C(100, 50): no other path keeps all of one sample before all of the other.
TEST_CASE("a p far in the tail is not lost, and the law changes where the exact one would take too long") {
  const auto apart = kolmogorov_smirnov(ladder(50, 1, 0), ladder(50, 1, 100));
  CHECK(apart.statistic == 1);
  CHECK(apart.p == Approx(2 / 1.0089134454556415e29).epsilon(1e-12));  // Python: math.comb(100, 50)
  const auto large = kolmogorov_smirnov(ladder(1001, 1, 0), ladder(1000, 1, 40.5));
  CHECK(large.law == KolmogorovLaw::asymptotic);
  const auto almost = kolmogorov_smirnov(ladder(1000, 1, 0), ladder(1000, 1, 40.5));
  CHECK(almost.law == KolmogorovLaw::exact);
  CHECK(large.p == Approx(almost.p).margin(.02));
}

// scipy 1.10: kstwobign.sf.
TEST_CASE("Kolmogorov's limit law is that of scipy on both of its series") {
  CHECK(kolmogorov_survival(.3) == Approx(.9999906941986655).epsilon(1e-13));
  CHECK(kolmogorov_survival(.5) == Approx(.9639452436648751).epsilon(1e-13));
  CHECK(kolmogorov_survival(.9) == Approx(.3927307079406543).epsilon(1e-12));
  CHECK(kolmogorov_survival(1) == Approx(.26999967167735456).epsilon(1e-12));
  CHECK(kolmogorov_survival(1.3581) == Approx(.0499996304316674).epsilon(1e-12));
  CHECK(kolmogorov_survival(5) == Approx(3.8574996959278356e-22).epsilon(1e-12));
  CHECK(kolmogorov_survival(std::nextafter(1.0, 0)) == Approx(kolmogorov_survival(1)).epsilon(1e-13));
  CHECK(kolmogorov_survival(-1) == 1);
  CHECK(kolmogorov_survival(0) == 1);
}

// Marsaglia, Tsang & Wang (2003) print .628479615456504275298526691328 for n = 10; scipy 1.10: kstwo.cdf for the others.
TEST_CASE("the exact law of one sample gives the published digits") {
  CHECK(kolmogorov_cdf(10, .274) == Approx(.62847961545650).epsilon(1e-13));
  CHECK(kolmogorov_cdf(5, .4) == Approx(.6912).epsilon(1e-13));
  CHECK(kolmogorov_cdf(100, .1) == Approx(.7473072429936126).epsilon(1e-12));
  CHECK(kolmogorov_cdf(1, .7) == Approx(.4).epsilon(1e-13));
  CHECK(kolmogorov_cdf(2000, .03) == Approx(1 - kolmogorov_survival(std::sqrt(2000) * .03)).margin(.01));
  CHECK(kolmogorov_cdf(7, 1) == 1);
  CHECK(kolmogorov_cdf(7, .05) == 0);
  CHECK_THROWS_AS(kolmogorov_cdf(0, .5), DomainError);
  CHECK_THROWS_AS(kolmogorov_cdf(10, 1.5), DomainError);
}

TEST_CASE("with ties the limit law is conservative: its p is too large") {
  std::mt19937_64 engine(20260101);
  int as_small = 0;
  for (int i = 0; i < 300; ++i) {
    Numbers a(1100), b(1000);
    for (auto* sample : {&a, &b}) {
      for (double& x : *sample) x = static_cast<double>(engine() % 3);
      std::sort(sample->begin(), sample->end());
    }
    as_small += kolmogorov_smirnov(a, b).p <= .05;
  }
  CHECK(as_small <= 15);  // 5% of 300 would be exact
}

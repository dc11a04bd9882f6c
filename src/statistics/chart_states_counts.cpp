#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "statistics/chart_states.hpp"
#include "statistics/evaluation.hpp"

namespace premortem {
namespace {

constexpr double most_states = 100'000;
constexpr double comfortable_states = 20'000;
constexpr long largest_denominator = 1'000;
constexpr double lattice_tolerance = 1e-9;  // of a limit that stands on the lattice but for rounding

void refuse_if_huge(double states) {
  if (states > most_states) throw Refusal("the rule remembers too much: its chain would have more than 100,000 states; a lower limit or fewer, larger checks are needed");
}

/// Sums on the lattice of a fraction p/q, in steps of 1/q from `bottom` to below `top`. Those that differ by whole numbers
/// stand next to each other, so that the law of the counts lies on neighbouring states.
class LatticeStates {
 public:
  LatticeStates(const Fraction& reference, long least, long bottom, long top) : k_(reference), least_(least), bottom_(bottom), top_(top), first_(static_cast<std::size_t>(k_.denominator)) {
    std::size_t next = 0;
    for (long residue = 0; residue < k_.denominator; ++residue) {
      first_[static_cast<std::size_t>(residue)] = next;
      const long smallest = smallest_of(residue);
      if (smallest < top_) next += static_cast<std::size_t>((top_ - 1 - smallest) / k_.denominator + 1);
    }
  }

  StateSpace under(const CountCheck& law) const {
    StateSpace space;
    space.states = static_cast<std::size_t>(top_ - bottom_);
    space.start = number_of(0);
    space.law = law.probability;
    space.fires.resize(space.states);
    space.bands.resize(space.states);
    std::vector<double> below{0}, above{0};  // sums of the first and of the last probabilities, the small ones first
    for (const double p : law.probability) below.push_back(below.back() + p);
    for (std::size_t i = law.probability.size(); i-- > 0;) above.push_back(above.back() + law.probability[i]);
    const auto counts = static_cast<long>(law.probability.size());
    for (long s = bottom_; s < top_; ++s) {
      const long first = s + law.lowest * k_.denominator - k_.numerator;  // where the lowest count leads
      const long restarting = std::clamp(ceil_divided(least_ - first, k_.denominator), 0L, counts);
      const long staying = std::clamp(ceil_divided(top_ - first, k_.denominator), restarting, counts) - restarting;
      const auto i = number_of(s);
      space.fires[i] = above[static_cast<std::size_t>(counts - restarting - staying)];
      space.bands[i] = {staying > 0 ? number_of(first + restarting * k_.denominator) : 0, static_cast<std::size_t>(restarting), static_cast<std::size_t>(staying), below[static_cast<std::size_t>(restarting)]};
    }
    return space;
  }

 private:
  static long ceil_divided(long a, long b) { return a >= 0 ? (a + b - 1) / b : -(-a / b); }
  long residue_of(long s) const { return ((s % k_.denominator) + k_.denominator) % k_.denominator; }
  long smallest_of(long residue) const { return bottom_ + residue_of(residue - bottom_); }
  std::size_t number_of(long s) const {
    const long residue = residue_of(s);
    return first_[static_cast<std::size_t>(residue)] + static_cast<std::size_t>((s - smallest_of(residue)) / k_.denominator);
  }

  Fraction k_;
  long least_, bottom_, top_;
  std::vector<std::size_t> first_;  // by residue
};

/// S = S + x - reference on the lattice of the reference value; at or below `lower` it begins anew at 0, at or above
/// `upper` it fires.
StateSpace lattice_walk(double reference, double lower, double upper, const CountCheck& law) {
  refuse_if_huge(upper - lower);
  const long finest = std::clamp(static_cast<long>(comfortable_states / (upper - lower)), 1L, largest_denominator);
  const Fraction k = nearest_fraction(reference, finest);
  const double unit = static_cast<double>(k.denominator);
  const long least = static_cast<long>(std::floor(lower * unit + lattice_tolerance)) + 1;   // above the lower limit
  const long top = static_cast<long>(std::ceil(upper * unit - lattice_tolerance));          // the first that fires
  const long bottom = std::min(least, 0L);
  return LatticeStates(k, least, bottom, top).under(law);
}

}  // namespace

Fraction nearest_fraction(double x, long largest) {
  require(std::isfinite(x) && std::abs(x) < 1e15 && largest >= 1, "nearest_fraction", {{"x", x}}, "a number below 1e15 and a denominator of at least 1 are needed");
  Fraction before{1, 0}, best{static_cast<long>(std::floor(x)), 1};
  double rest = x - std::floor(x);
  while (rest > 0 && std::abs(x - static_cast<double>(best.numerator) / static_cast<double>(best.denominator)) > 1e-10 * std::max(1.0, std::abs(x))) {
    const double turned = 1 / rest;
    if (turned > 1e15) break;
    const long whole = static_cast<long>(turned);
    const long denominator = whole > largest ? largest + 1 : whole * best.denominator + before.denominator;
    if (denominator > largest) {  // the best that lies between two convergents
      const long part = (largest - before.denominator) / best.denominator;
      const Fraction between{part * best.numerator + before.numerator, part * best.denominator + before.denominator};
      const auto off = [&](const Fraction& f) { return std::abs(x - static_cast<double>(f.numerator) / static_cast<double>(f.denominator)); };
      return off(between) < off(best) ? between : best;
    }
    const Fraction next{whole * best.numerator + before.numerator, denominator};
    before = best, best = next;
    rest = turned - static_cast<double>(whole);
  }
  return best;
}

StateSpace count_states(const CusumChart& chart, const CountCheck& law) {
  require(chart.limit > 0 && std::isfinite(chart.limit) && std::isfinite(chart.reference), "cusum", {{"reference", chart.reference}, {"limit", chart.limit}},
          "a limit above 0 is needed");
  require(chart.sides == Sides::one, "cusum", {}, "counts have no middle that a two-sided rule could watch");
  return lattice_walk(chart.reference, 0, chart.limit, law);
}

StateSpace count_states(const SprtChart& chart, const CountCheck& law) {
  require(chart.accept > 0 && chart.reject > 0, "sprt", {{"accept", chart.accept}, {"reject", chart.reject}}, "limits above 0 are needed");
  return lattice_walk(chart.reference, -chart.accept, chart.reject, law);
}

StateSpace count_states(const EwmaChart& chart, const CountCheck& law) {
  require(chart.weight > 0 && chart.weight <= 1 && chart.limit > 0 && chart.scale > 0, "ewma", {{"weight", chart.weight}, {"limit", chart.limit}},
          "a weight in (0, 1] and a limit above 0 are needed");
  require(chart.sides == Sides::one, "ewma", {}, "counts have no middle that a two-sided rule could watch");
  constexpr std::size_t cells = 1'000;
  constexpr double far_below = 8, lightest = 1e-3;  // standard deviations that no path reaches; below it a cell is wider than a step
  if (chart.weight < lightest) throw Refusal("an average of counts with a weight below 0.001 is not computed; check less often");
  const double w = chart.weight, sd = std::sqrt(w / (2 - w)), upper = chart.limit * sd, none = chart.center > 0 ? -chart.center / chart.scale : -1e300;
  const double lower = std::max(none, -far_below * sd) - 1e-9;
  const double width = (upper - lower) / static_cast<double>(cells);
  const auto cell_of = [&](double e) { return static_cast<std::size_t>(std::clamp((e - lower) / width, 0.0, static_cast<double>(cells) - 1)); };
  StateSpace space;
  space.states = cells;
  space.start = cell_of(0);
  for (std::size_t i = 0; i < cells; ++i) {
    space.begin_row();
    const double from = lower + width * (static_cast<double>(i) + 0.5);
    double fires = 0;
    for (std::size_t x = 0; x < law.probability.size(); ++x) {
      const double next = (1 - w) * from + w * (static_cast<double>(law.lowest + static_cast<long>(x)) - chart.center) / chart.scale;
      if (next > upper) fires += law.probability[x];
      else space.add(cell_of(next), law.probability[x]);
    }
    space.fires.push_back(fires);
  }
  space.end_rows();
  return space;
}

}  // namespace premortem

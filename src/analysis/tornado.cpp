#include "premortem/analysis/tornado.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/bisected_change.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

using Values = std::vector<double>;

void check(std::span<const double> base, std::span<const Interval> ranges) {
  if (base.size() != ranges.size())
    throw DomainError(fmt::format("{} inputs have {} ranges", base.size(), ranges.size()));
  for (std::size_t i = 0; i < base.size(); ++i) {
    if (!std::isfinite(base[i])) throw DomainError(fmt::format("the best value of input {} is not finite", i));
    if (!(ranges[i].low <= ranges[i].high))
      throw DomainError(fmt::format("the range of input {} is from {} to {}", i, ranges[i].low, ranges[i].high));
  }
}

class Inputs {
  template <class Function>
  auto with(std::size_t input, double value, const Function& f) {
    const double kept = std::exchange(at_[input], value);
    auto result = f(std::span<const double>(at_));
    at_[input] = kept;
    return result;
  }

 public:
  Inputs(std::span<const double> base, const OutputOfInputs& output, const ChoiceAtInputs& choice)
      : at_(base.begin(), base.end()), output_(output), choice_(choice), base_choice_(choice ? choice(at_) : 0) {}

  std::optional<double> output(std::size_t input, double value) {
    const auto result = with(input, value, output_);
    return result && std::isfinite(*result) ? result : std::nullopt;
  }

  bool flips(std::size_t input, double value) { return with(input, value, choice_) != base_choice_; }

  void find_flip(TornadoBar& bar) {
    const double best = at_[bar.input];
    if (!choice_) bar.flip_why = "no decision is stated";
    else if (!bar.range.contains(best)) bar.flip_why = "its best value lies outside its range";
    if (!bar.flip_why.empty()) return;
    for (const double end : {bar.range.low, bar.range.high}) {
      const auto flip = first_flip(bar.input, best, end);
      if (flip && (!bar.flip || std::abs(*flip - best) < std::abs(*bar.flip - best))) bar.flip = flip;
    }
    if (!bar.flip) bar.flip_why = "does not flip within its range";
  }

 private:
  std::optional<double> first_flip(std::size_t input, double best, double end) {
    if (best == end) return std::nullopt;
    double before = best;
    for (int i = 1; i <= flip_scan_steps; ++i) {
      const double value = scan_point(best, end, i, flip_scan_steps);
      if (flips(input, value))
        return bisected_change({before, value}, [&](double x) { return !flips(input, x); }).other;
      before = value;
    }
    return std::nullopt;
  }

  Values at_;
  const OutputOfInputs& output_;
  const ChoiceAtInputs& choice_;
  int base_choice_;
};

std::string why_missing(const Interval& range, const std::optional<double>& at_low, const std::optional<double>& at_high) {
  if (!std::isfinite(range.low) || !std::isfinite(range.high)) return "its range is not finite";
  if (!at_low) return "the output is not defined at the low end of its range";
  if (!at_high) return "the output is not defined at the high end of its range";
  if (!std::isfinite(*at_high - *at_low)) return "the output swings by more than a number can hold";
  return {};
}

}  // namespace

std::vector<TornadoBar> tornado(std::span<const double> base, std::span<const Interval> ranges, const OutputOfInputs& output,
                                const ChoiceAtInputs& choice, std::vector<MissingBar>* missing) {
  check(base, ranges);
  if (missing) missing->clear();
  Inputs inputs(base, output, choice);
  std::vector<TornadoBar> bars;
  for (std::size_t i = 0; i < base.size(); ++i) {
    const Interval& range = ranges[i];
    if (range.low == range.high) continue;
    const bool finite = std::isfinite(range.low) && std::isfinite(range.high);
    const auto at_low = finite ? inputs.output(i, range.low) : std::nullopt;
    const auto at_high = finite ? inputs.output(i, range.high) : std::nullopt;
    if (auto why = why_missing(range, at_low, at_high); !why.empty()) {
      if (missing) missing->push_back({i, std::move(why)});
      continue;
    }
    TornadoBar bar{i, range, *at_low, *at_high, std::abs(*at_high - *at_low), {}, {}};
    inputs.find_flip(bar);
    bars.push_back(std::move(bar));
  }
  std::stable_sort(bars.begin(), bars.end(), [](const TornadoBar& a, const TornadoBar& b) { return a.swing > b.swing; });
  return bars;
}

}  // namespace premortem

#pragma once
#include <functional>
#include <limits>
#include <span>
#include <variant>
#include <vector>

#include "premortem/statistics/check_law.hpp"
#include "premortem/statistics/run_length.hpp"

namespace premortem {

/// One-sided charts watch for a rise; a fall is a rise of the mirrored law.
enum class Sides { one, two };

/// Fires when the last `times` checks all show at least `limit` (two-sided: in absolute value). times >= 1; with 1 it
/// is a plain threshold. Each check shows the mean of the last `window` observations: windows that overlap are not
/// independent, and their run length is simulated.
struct ConsecutiveChart {
  int times = 1;
  double limit = 0;
  Sides sides = Sides::one;
  int window = 1;
};

/// Fires at the `times`-th check since the start that shows at least `limit`.
struct CumulativeChart {
  int times = 1;
  double limit = 0;
  Sides sides = Sides::one;
};

/// Fires when the last `checks` counts (fewer at the start) sum to at least `limit`. For counts >= 0 only.
struct WindowChart {
  int checks = 1;
  long limit = 1;
};

/// Page's cumulative sum: S = max(0, S + x - reference); fires at S >= limit (two-sided: or its mirror image does).
/// reference and limit in the units of x; limit > 0.
struct CusumChart {
  double reference = 0;
  double limit = 0;
  Sides sides = Sides::one;
};

/// Exponentially weighted moving average E = (1 - weight) E + weight x from 0, on x = (count - center) / scale for
/// counts; fires at E > limit * sqrt(weight / (2 - weight)) (two-sided: |E|). weight in (0, 1].
struct EwmaChart {
  double weight = 0.1;
  double limit = 3;
  Sides sides = Sides::one;
  double center = 0, scale = 1;
};

/// Shiryaev-Roberts: R = (1 + R) exp(shift x - shift^2 / 2) from 0; fires at log R >= log_limit. Normal checks only.
/// A `log_floor` below which log R is not let fall makes it another chart, the one that R's package spc computes with 0.
struct ShiryaevRobertsChart {
  double shift = 1;
  double log_limit = 0;
  double log_floor = -std::numeric_limits<double>::infinity();
};

/// Wald's sequential test, begun anew whenever it accepts: W = W + x - reference from 0; accepts at W <= -accept, fires
/// at W >= reject; both > 0.
struct SprtChart {
  double reference = 0;
  double accept = 0, reject = 0;
};

/// Fires when the counts of the last `long_checks` sum to at least `long_limit` and those of the last `short_checks` to at
/// least `short_limit` (multi-window burn rate); both windows overlap, so that its run length is simulated. Until a window
/// is full, it holds what there is.
struct BurnRateChart {
  int long_checks = 1, short_checks = 1;
  double long_limit = 1, short_limit = 1;
};

/// A run of `checks` checks fires at its `times`-th that shows at least `limit`; a run that ends without firing is followed
/// by the next, which counts from 0 (an Argo analysis with failureLimit = times - 1).
struct BatchChart {
  int times = 1, checks = 1;
  double limit = 0;
  Sides sides = Sides::one;
};

using ControlChart = std::variant<ConsecutiveChart, CumulativeChart, WindowChart, CusumChart, EwmaChart, ShiryaevRobertsChart, SprtChart, BurnRateChart, BatchChart>;

constexpr double usual_work = 1e9;

/// The run length of a chart that has just been started. Normal checks: the integral equation by Nystrom's method on
/// Gauss-Legendre nodes, to at least 8 digits. Counts: an exact Markov chain; of CUSUM and SPRT on the lattice of the
/// reference value, which is taken as the nearest fraction with a denominator that keeps the chain below 20,000 states
/// (exact for rational ones); of EWMA on 1,000 cells, to about 1%, for weights from 0.001. A two-sided CUSUM is two one-sided ones taken as
/// independent, its mean corrected by 1/ARL = 1/ARL+ + 1/ARL-, which is exact.
/// @param most_work  additions that it may cost, about 1e9 a second
/// @throws DomainError for parameters outside their domain and for charts that this law cannot have; Refusal if the
///         chain would have more than 100,000 states, the chart is too wide for the quadrature, or the work is too much
/// Sources: Brook & Evans (1972), Biometrika 59; Crowder (1987), Technometrics 29; Siegmund (1985), Sequential Analysis.
RunLength run_length(const ControlChart& chart, const CheckLaw& law, double most_work = usual_work);

/// The same for a chart that has run under `before` for long without firing (the conditional steady state), counted from
/// the first check under `after`: the delay after a change. A cumulative count has no such state, and is taken as just
/// started; a batch is in any of its checks alike.
RunLength run_length_after(const ControlChart& chart, const CheckLaw& before, const CheckLaw& after, double most_work = usual_work);

/// The same for several laws that may follow; `first` where the first check after the change has a law of its own.
std::vector<RunLength> run_lengths_after(const ControlChart& chart, const CheckLaw& before, std::span<const CheckLaw> after,
                                         std::span<const CheckLaw> first = {}, double most_work = usual_work);

/// A fresh chart whose check number n = 1, 2, ... follows law_at(n), for at most `most` checks, after which the last
/// law stays.
RunLength run_length_along(const ControlChart& chart, const std::function<CheckLaw(long)>& law_at, long most);

/// Whether the run length is computed; it must be simulated where windows overlap.
bool has_exact_run_length(const ControlChart& chart);

/// States of the chain of a window, before it is built.
double window_states(const WindowChart& chart);

/// The nearest fraction to x whose denominator is at most `largest`, by continued fractions.
struct Fraction {
  long numerator = 0, denominator = 1;
};
Fraction nearest_fraction(double x, long largest);

}  // namespace premortem

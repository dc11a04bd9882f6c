#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "premortem/core/interval.hpp"

namespace premortem {

/// A stated probability that something will hold, and whether it did.
struct Forecast {
  double probability = 0;  ///< in [0, 1]
  bool held = false;
};

/// Mean squared error (1/n) sum (p - o)^2, o = 1 where it held and 0 where it failed; in [0, 1], 0 is best, and 0.25 is
/// what saying 50% every time scores. The same bits in any order of the forecasts.
/// @throws DomainError without forecasts, or for a probability outside [0, 1]
/// Source: Brier (1950), Monthly Weather Review 78, for two classes and one of them counted.
double brier_score(std::span<const Forecast> forecasts);

/// Murphy's parts of the Brier score: brier = reliability - resolution + uncertainty, exactly, because the groups are
/// the distinct stated probabilities. Groups of one forecast each make resolution look large.
/// Source: Murphy (1973), Journal of Applied Meteorology 12.
struct MurphyParts {
  double reliability = 0;  ///< sum n_g (p_g - hit rate of g)^2 / n; 0 is best
  double resolution = 0;   ///< sum n_g (hit rate of g - hit rate)^2 / n
  double uncertainty = 0;  ///< hit rate (1 - hit rate): the score of saying the base rate every time
};
/// @throws as brier_score
MurphyParts murphy_parts(std::span<const Forecast> forecasts);

/// Limits of the expected Brier score of these forecasts, certified if their outcomes are independent. A term can only be
/// p^2 or (1 - p)^2, which lie |1 - 2p| apart, so that Hoeffding's inequality gives the half-width
/// sqrt(ln(2/alpha) sum (1 - 2p)^2 / 2) / n; cut to the scores that are possible.
/// @param confidence  two-sided, in (0, 1)
/// @throws DomainError
/// Source: Hoeffding (1963), JASA 58, theorem 2.
Interval brier_limits(std::span<const Forecast> forecasts, double confidence);

/// The Brier score of the forecasts together with others of which only the probability is known, whichever way they go.
/// @throws DomainError for a probability outside [0, 1], or with neither forecasts nor others
Interval brier_if_known(std::span<const Forecast> forecasts, std::span<const double> others);

/// How likely as few, and as many, hits as came are if every stated probability is true and the outcomes are
/// independent: both tails of the Poisson binomial distribution, by exact convolution.
struct HitTails {
  double so_few = 0;   ///< P(hits <= those that came)
  double so_many = 0;  ///< P(hits >= those that came)
};
inline constexpr std::size_t most_for_hit_tails = 5000;  ///< the convolution takes n^2 steps
/// @throws DomainError as brier_score, and for more than most_for_hit_tails forecasts
HitTails hit_tails(std::span<const Forecast> forecasts);

/// The forecasts whose stated probability lies in [low, high), in the last bin [low, high].
struct CalibrationBin {
  double low = 0, high = 0;
  std::size_t n = 0, held = 0;
  double mean_forecast = 0, hit_rate = 0;
  Interval hit_rate_limits;  ///< Clopper-Pearson, each bin by itself
};
/// Five bins of equal width, in ascending order; those without a forecast are left out. @throws DomainError
std::vector<CalibrationBin> calibration_bins(std::span<const Forecast> forecasts, double confidence);

/// How many forecasts pin a hit rate down to 10 percentage points either way, whatever it is: z^2 / (4 0.1^2), rounded up
/// (97 at 95%). Nominal. @throws DomainError
double forecasts_for_ten_points(double confidence);

/// All of it. The interval of the hit rate is Clopper-Pearson's; where the true chances differ it holds for their mean
/// (Hoeffding (1956), Annals of Mathematical Statistics 27: equal chances are the worst case in the tails).
struct ForecastScore {
  std::size_t n = 0, held = 0;
  double brier = 0;
  Interval brier_limits;
  MurphyParts murphy;
  std::optional<double> skill;  ///< 1 - brier / uncertainty; below 0: the base rate alone, known afterwards, did better
  std::string skill_why;
  double mean_forecast = 0, hit_rate = 0;
  Interval hit_rate_limits;
  std::optional<HitTails> tails;
  std::string tails_why;
  std::vector<CalibrationBin> bins;
  double needed_for_ten_points = 0;
};
/// @throws DomainError without forecasts, for a probability outside [0, 1] or a confidence outside (0, 1)
ForecastScore score_forecasts(std::span<const Forecast> forecasts, double confidence);

}  // namespace premortem

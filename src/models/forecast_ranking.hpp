#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "models/gamma_fit.hpp"
#include "models/path_posterior.hpp"

namespace premortem {

struct NormalPart {
  double weight = 0, mean = 0, sd = 0;
};

/// P(X <= x) and P(X > x) of a mixture, and its quantile by bracketing, to 1e-10 of its spread.
double mixture_cdf(const std::vector<NormalPart>& parts, double x);
double mixture_survival(const std::vector<NormalPart>& parts, double x);
double mixture_quantile(const std::vector<NormalPart>& parts, double p);

/// Continuous ranked probability score E|X - y| - E|X - X'|/2 of a mixture of normals: smaller is better, in units of y.
/// Source: Grimit et al. (2006), Quarterly Journal of the Royal Meteorological Society 132; Gneiting & Raftery (2007), JASA 102.
double mixture_crps(std::vector<NormalPart> parts, double y);

/// The same of any cdf that is 0 at low and 1 at high, as the integral of (F(x) - [x >= y])^2.
double cdf_crps(const std::function<double(double)>& cdf, double low, double high, double y);

/// Where a forecast is looked back at: after so many points, so many points ahead.
struct RollingOrigins {
  std::vector<std::size_t> prefixes;  ///< at most ten of the last third, ascending; and all points, last
  std::vector<std::size_t> ahead{1, 4, 13};
};
RollingOrigins rolling_origins(std::size_t points);

/// CRPS of the values (with their noise) at each origin, mean over what is ahead; absent where the prefix is too short for the model.
std::vector<std::optional<double>> origin_scores(const GridFit& fit, const RollingOrigins& origins, const ForecastHistory& history);
std::vector<std::optional<double>> gamma_scores(const WorseningPath& path, const RollingOrigins& origins);

}  // namespace premortem

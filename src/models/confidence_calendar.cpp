#include "premortem/models/confidence_calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/breach_law.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

void require_tolerance(double tolerance) {
  if (!(tolerance > 0 && tolerance < 1)) throw DomainError(fmt::format("a tolerance of {} is not in (0, 1)", tolerance));
}

void require_costs(const RetrainCosts& c) {
  const double harm = c.harm_per_day_beyond.value_or(0), notice = c.days_to_notice.value_or(0), left = c.margin_left.value_or(1);
  if (!(c.preventive >= 0 && c.breach >= 0 && harm >= 0) || !std::isfinite(c.preventive + c.breach + harm))
    throw DomainError(fmt::format("retrain_plan: costs of {} and {} and a harm of {} a day must be finite and not negative", c.preventive, c.breach, harm));
  if (!(c.effectiveness > 0 && c.effectiveness <= 1) || !(notice >= 0) || !(left > 0) || !std::isfinite(left))
    throw DomainError(fmt::format("retrain_plan: effectiveness {} must lie in (0, 1], days_to_notice {} be >= 0, margin_left {} above 0", c.effectiveness, notice, left));
}

/// Cost and length of a cycle, as they are at a moment and a little later: quadratic in between, since F is straight there.
struct CyclePiece {
  double from = 0, to = 0;
  double cost[3] = {}, length[3] = {};  ///< coefficients of 1, x, x^2; x from `from`

  double cost_at(double x) const { return cost[0] + x * (cost[1] + x * cost[2]); }
  double length_at(double x) const { return length[0] + x * (length[1] + x * length[2]); }
};

/// The same path stretched: time counts `stretch` times.
std::vector<CyclePiece> pieces_of(const BreachLaw& law, const RetrainCosts& c, double stretch) {
  const double late = c.days_to_notice.value_or(0) / stretch, harm = c.harm_per_day_beyond.value_or(0) * stretch;
  std::vector<double> knots = law.knots();
  for (const double t : law.knots())
    if (late > 0 && t + late < law.horizon()) knots.push_back(t + late);
  std::sort(knots.begin(), knots.end());
  knots.erase(std::unique(knots.begin(), knots.end()), knots.end());
  std::vector<CyclePiece> pieces;
  for (std::size_t i = 0; i + 1 < knots.size(); ++i) {
    CyclePiece p{knots[i], knots[i + 1]};
    const double width = p.to - p.from;
    const double beyond = law.probability(p.from), noticed = law.probability(p.from - late);
    const double rise = (law.probability(p.to) - beyond) / width, noticed_rise = (law.probability(p.to - late) - noticed) / width;
    const double extra = c.breach - c.preventive;
    p.cost[0] = c.preventive + extra * noticed + harm * (law.area(p.from) - law.area(p.from - late));
    p.cost[1] = extra * noticed_rise + harm * (beyond - noticed), p.cost[2] = harm * (rise - noticed_rise) / 2;
    p.length[0] = stretch * (p.from - law.area(p.from - late));
    p.length[1] = stretch * (1 - noticed), p.length[2] = -stretch * noticed_rise / 2;
    pieces.push_back(p);
  }
  return pieces;
}

struct Optimum {
  double at = 0, value = 0, length = 0;
  bool inside = false;  ///< not at the end of what is known
};

/// Smallest value of `objective` over the knots, then within the two pieces beside the best one: F is only known at the knots, and
/// between them a straight line has a rising hazard that the law need not have.
template <class Objective, class Stationary>
Optimum smallest(const std::vector<CyclePiece>& pieces, Objective objective, Stationary stationary) {
  std::size_t best = 0;  // a knot: before piece `best`
  const auto at_knot = [&](std::size_t k) { return k < pieces.size() ? objective(pieces[k], 0) : objective(pieces.back(), pieces.back().to - pieces.back().from); };
  for (std::size_t k = 1; k <= pieces.size(); ++k)
    if (at_knot(k) < at_knot(best)) best = k;
  Optimum found{best < pieces.size() ? pieces[best].from : pieces.back().to, at_knot(best), 0, best < pieces.size()};
  found.length = best < pieces.size() ? pieces[best].length[0] : pieces.back().length_at(pieces.back().to - pieces.back().from);
  for (std::size_t k = best == 0 ? 0 : best - 1; k < std::min(best + 1, pieces.size()); ++k)
    for (const double x : stationary(pieces[k]))
      if (x > 0 && x < pieces[k].to - pieces[k].from && objective(pieces[k], x) < found.value)
        found = {pieces[k].from + x, objective(pieces[k], x), pieces[k].length_at(x), found.inside};
  return found;
}

/// Where the slope of cost / length is 0.
std::vector<double> stationary_rate(const CyclePiece& p) {
  const double a = p.cost[2] * p.length[1] - p.cost[1] * p.length[2];
  const double b = 2 * (p.cost[2] * p.length[0] - p.cost[0] * p.length[2]);
  const double c = p.cost[1] * p.length[0] - p.cost[0] * p.length[1];
  const double root = b * b - 4 * a * c;
  if (!(root >= 0)) return {};
  const double q = -(b + std::copysign(std::sqrt(root), b)) / 2;  // the two roots without cancellation
  std::vector<double> at;
  if (a != 0) at.push_back(q / a);
  if (q != 0) at.push_back(c / q);
  return at;
}

Optimum cheapest_rate(const std::vector<CyclePiece>& pieces) {
  const auto rate = [](const CyclePiece& p, double x) { return p.length_at(x) > 0 ? p.cost_at(x) / p.length_at(x) : HUGE_VAL; };
  Optimum best = smallest(pieces, rate, stationary_rate);
  constexpr double least_saving = 1e-3;  // what is below it is not worth a date, nor known to be there
  best.inside = best.inside && best.value < (1 - least_saving) * rate(pieces.back(), pieces.back().to - pieces.back().from);
  return best;
}

/// Of the cycle that is running, whose successors cost `rate` a day.
Optimum cheapest_next(const std::vector<CyclePiece>& pieces, double rate) {
  const auto cost = [&](const CyclePiece& p, double x) { return p.cost_at(x) - rate * p.length_at(x); };
  return smallest(pieces, cost, [&](const CyclePiece& p) {
    const double curve = 2 * (p.cost[2] - rate * p.length[2]);
    return curve == 0 ? std::vector<double>{} : std::vector<double>{(rate * p.length[1] - p.cost[1]) / curve};
  });
}

}  // namespace

DayConfidence day_confidence(double probability_ever_beyond, double tolerance) {
  require_tolerance(tolerance);
  if (!(probability_ever_beyond >= 0 && probability_ever_beyond <= 1)) throw DomainError(fmt::format("a probability of {} is not in [0, 1]", probability_ever_beyond));
  if (probability_ever_beyond <= tolerance) return DayConfidence::high;
  return probability_ever_beyond > 0.5 ? DayConfidence::low : DayConfidence::medium;
}

std::optional<std::int32_t> revalidate_by(std::int32_t as_of, const std::vector<ForecastDay>& days, double tolerance) {
  require_tolerance(tolerance);
  const BreachLaw law(as_of, days);
  if (!law.reaches(tolerance)) return std::nullopt;
  return as_of + static_cast<std::int32_t>(std::floor(law.when(tolerance)));
}

RetrainPlan retrain_plan(std::int32_t as_of, const std::vector<ForecastDay>& days, const RetrainCosts& costs) {
  require_costs(costs);
  const BreachLaw law(as_of, days);
  RetrainPlan plan;
  const bool harm = costs.harm_per_day_beyond.value_or(0) > 0;
  if (law.horizon() <= 0) return plan.why = "nothing is forecast: retrain only on evidence", plan;
  if (!law.reaches(0)) return plan.why = "no breach is forecast: retrain only on evidence", plan;
  if (law.probability(0) == 1) return plan.why = "it is beyond the limit already", plan;
  if (harm && !costs.days_to_notice) return plan.why = "harm until a breach is noticed needs the days until then", plan;
  if (costs.preventive == 0) return plan.why = "a planned retraining that costs nothing is best done at once, and always", plan;
  if (costs.breach <= costs.preventive && !(harm && *costs.days_to_notice > 0)) return plan.why = "a breach costs no more than a planned retraining: retrain only on evidence", plan;
  const double stretch = costs.effectiveness / costs.margin_left.value_or(1);
  const Optimum later = cheapest_rate(pieces_of(law, costs, stretch));
  const Optimum next = later.inside ? cheapest_next(pieces_of(law, costs, 1), later.value) : Optimum{};
  if (!later.inside || !next.inside) return plan.why = fmt::format("within the {:.0f} days that are forecast it is never cheaper to plan than to wait: retrain only on evidence", law.horizon()), plan;
  constexpr double days_a_year = 365.25;
  plan.after_days = next.at, plan.cost_per_day = later.value, plan.retrains_per_year = days_a_year / later.length;
  return plan;
}

}  // namespace premortem

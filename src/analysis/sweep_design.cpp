#include "premortem/analysis/sweep_design.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "analysis/sweep_coordinates.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/random/latin_hypercube.hpp"

namespace premortem {
namespace {

bool is_grid(const SweepPlan& plan) { return plan.design.kind == SweepDesignKind::grid; }

/// The product of the axes' sizes; absent where it is above 2^64 - 1.
std::optional<std::uint64_t> grid_count(const SweepPlan& plan) {
  std::uint64_t count = 1;
  for (const auto& axis : plan.axes) {
    const auto size = *size_of(axis);
    if (size > 0 && count > std::numeric_limits<std::uint64_t>::max() / size) return std::nullopt;
    count *= size;
  }
  return count;
}

/// For one that no whole number of the machine holds: 1.2e+30.
std::string grid_count_text(const SweepPlan& plan) {
  double count = 1;
  for (const auto& axis : plan.axes) count *= static_cast<double>(*size_of(axis));
  return fmt::format("about {:.3g}", count);
}

SweepSetting number_setting(const SweepAxis& axis, std::size_t which, double value) { return {which, value, fmt::format("{}", value), axis.multiples}; }

SweepSetting setting_at(const SweepAxis& axis, std::size_t which, std::uint64_t index) {
  if (axis.values.empty()) return number_setting(axis, which, value_along(axis, static_cast<double>(index), static_cast<double>(*axis.count - 1)));
  const auto& value = axis.values[index];
  return {which, value.number, value.text, axis.multiples};
}

SweepSetting setting_at_share(const SweepAxis& axis, std::size_t which, double share) {
  const auto size = size_of(axis);
  if (!size) return number_setting(axis, which, value_along(axis, share, 1));
  const auto stratum = static_cast<std::uint64_t>(share * static_cast<double>(*size));
  return setting_at(axis, which, std::min(stratum, *size - 1));
}

double share_at(const SweepPlan& plan, std::size_t dimension, std::uint64_t id) {
  if (plan.design.kind == SweepDesignKind::sobol) return sobol_coordinate(plan.seed, dimension, id);
  return latin_hypercube_coordinate(plan.seed, dimension, plan.design.points, id);
}

}  // namespace

std::string name_of(SweepDesignKind kind) {
  switch (kind) {
    case SweepDesignKind::grid: return "grid";
    case SweepDesignKind::latin_hypercube: return "lhs";
    case SweepDesignKind::sobol: return "sobol";
  }
  throw DomainError("name_of: a design of no known kind");
}

std::string override_text(const SweepPlan& plan, const SweepSetting& setting) {
  return plan.axes.at(setting.axis).name + (setting.scales ? "*=" : "=") + setting.text;
}

void check_plan(const SweepPlan& plan) {
  if (plan.axes.empty()) throw UsageError("a sweep varies something: --vary NAME=lo:hi:count, NAME=log(lo,hi,count), NAME=a,b,c or NAME=x0.5,x1,x2");
  if (!is_grid(plan) && plan.design.points == 0) throw UsageError(fmt::format("--design {} needs its number of points: {}:1000", name_of(plan.design.kind), name_of(plan.design.kind)));
  if (plan.design.kind == SweepDesignKind::latin_hypercube && plan.design.points > LatinHypercube::most_points)
    throw UsageError(fmt::format("--design lhs:{} has more than the 2^32 points that a Latin hypercube can have here; take sobol:{}, or a grid", plan.design.points, plan.design.points));
  for (const auto& axis : plan.axes) {
    const auto name = printable(axis.name);
    const auto* x = axis.multiples ? "x" : "";
    const auto form = axis.scale == SweepScale::logarithmic ? fmt::format("{0}=log({1}lo,{1}hi,count)", name, x) : fmt::format("{0}={1}lo:{1}hi:count", name, x);
    if (is_grid(plan) && !size_of(axis)) throw UsageError(fmt::format("--vary \"{}\" has no count, which a grid needs; write {}, or draw from it with --design lhs:N", name, form));
  }
}

std::uint64_t count_of(const SweepPlan& plan, std::uint64_t limit) {
  check_plan(plan);
  const auto count = is_grid(plan) ? grid_count(plan) : plan.design.points;
  if (count && *count <= limit) return *count;
  throw LimitError(fmt::format("the sweep has {} points, more than the {} it may have; give fewer values, or draw some of them with --design lhs:N",
                               count ? fmt::format("{}", *count) : grid_count_text(plan), limit));
}

std::vector<SweepSetting> point_at(const SweepPlan& plan, std::uint64_t id) {
  if (const auto count = count_of(plan, std::numeric_limits<std::uint64_t>::max()); id >= count)
    throw DomainError(fmt::format("point_at: id {} of {} points", id, count));
  std::vector<SweepSetting> settings(plan.axes.size());
  for (std::size_t i = plan.axes.size(); i-- > 0;) {
    if (!is_grid(plan)) {
      settings[i] = setting_at_share(plan.axes[i], i, share_at(plan, i, id));
      continue;
    }
    const auto size = *size_of(plan.axes[i]);
    settings[i] = setting_at(plan.axes[i], i, id % size);
    id /= size;
  }
  return settings;
}

}  // namespace premortem

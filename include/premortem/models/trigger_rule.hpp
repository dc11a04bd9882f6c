#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "premortem/statistics/control_chart.hpp"

namespace premortem {

/// The rules of rollback triggers, as a cell `rule` of monitors.csv names them.
enum class RuleKind { threshold, consecutive, cumulative, window, argo, cusum, ewma, sprt, shiryaev_roberts, burn_rate };

std::string_view name_of(RuleKind kind);

/// One number of a rule. `first` stands without a name after the rule's name.
struct RuleParameter {
  std::string_view name;
  enum class Place { first, named, may_be_left_out } place = Place::named;
  enum class Unit { number, whole, hours } unit = Unit::number;
};

/// What a rule is written with, in the order in which it is written.
std::span<const RuleParameter> parameters_of(RuleKind kind);

/// A rule with its numbers: `cusum k=0.5 h=5`. Hours of windows are in hours.
struct TriggerRule {
  RuleKind kind = RuleKind::threshold;
  Sides sides = Sides::one;
  std::vector<std::pair<std::string, double>> parameters;
  std::optional<double> limit_share = {};  ///< the share of a check's items that the limit was typed as, where it was

  std::optional<double> parameter(std::string_view name) const;
  bool operator==(const TriggerRule&) const = default;
};

/// The parameter that is a limit of one check: of threshold `limit`, of consecutive, cumulative and argo `threshold`.
std::string_view limit_name(RuleKind kind);

/// A limit typed as a share: the least count of so many items that reaches it; where the share falls, the largest that does
/// not pass it.
double count_of_share(double share, double items, bool falls);

/// What the rule compares its statistic with: its limit, count, h, L or A; of sprt the log likelihood ratio at which it
/// fires, of burn_rate the error share.
double threshold_of(const TriggerRule& rule);

/// As it is typed into a cell: `two_sided cusum k=0.5 h=5`.
std::string text_of(const TriggerRule& rule);

}  // namespace premortem

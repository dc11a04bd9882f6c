#include "analysis/arm_findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "premortem/core/nearest_name.hpp"
#include "premortem/models/proxy_outcome.hpp"

namespace premortem {

std::size_t control_of(const std::vector<std::string>& arms) {
  constexpr std::array<std::string_view, 6> words{"control", "baseline", "before", "off", "old", "holdout"};
  const auto found = std::find_if(arms.begin(), arms.end(), [&](const auto& a) { return std::find(words.begin(), words.end(), folded_name(a)) != words.end(); });
  return found == arms.end() ? 0 : static_cast<std::size_t>(found - arms.begin());
}

namespace {

std::string difference_words(const ArmDifference& d) {
  if (!d.difference) return "cannot be told";
  const auto lift = d.lift ? fmt::format("{:+.3g}%", 100 * *d.lift) : fmt::format("{:+.4g}", d.difference->difference);
  if (!d.lift_limits) return lift;
  return fmt::format("{} ({:+.3g}% to {:+.3g}%)", lift, 100 * d.lift_limits->low, 100 * d.lift_limits->high);
}

}  // namespace

void add_proxy(const ScoredRows& rows, double confidence, std::vector<Finding>& findings) {
  if (rows.arm.names.size() != 2 || rows.outcome.empty()) return;
  const auto control = control_of(rows.arm.names);
  const auto& names = rows.arm.names;
  const auto check = proxy_check(rows, ProxyColumn::score, names[control], names[1 - control], confidence);
  if (check.verdict == ProxyVerdict::unknown) return;
  const bool alone = check.verdict == ProxyVerdict::moved_alone;
  std::string text = fmt::format("From \"{}\" to \"{}\" the score moved by {}, the outcome by {}", names[control], names[1 - control], difference_words(check.proxy), difference_words(check.outcome));
  text += alone ? ": no lift of the outcome is shown." : check.verdict == ProxyVerdict::moved_against ? ": the other way." : ".";
  Finding f{alone ? "proxy_alone" : "proxy", "", text, {}, alone || check.verdict == ProxyVerdict::moved_against};
  if (check.proxy.lift) f.numbers.emplace_back("proxy_lift", *check.proxy.lift);
  if (check.outcome.lift) f.numbers.emplace_back("outcome_lift", *check.outcome.lift);
  if (check.outcome.difference) f.numbers.emplace_back("outcome_difference", check.outcome.difference->difference);
  if (check.outcome.difference) {
    f.numbers.emplace_back("outcome_low", check.outcome.difference->limits.low);
    f.numbers.emplace_back("outcome_high", check.outcome.difference->limits.high);
  }
  findings.push_back(std::move(f));
}

}  // namespace premortem

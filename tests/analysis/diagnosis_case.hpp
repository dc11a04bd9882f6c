#pragma once
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>

#include "premortem/analysis/diagnosis_assessment.hpp"

namespace premortem::testing {

/// A window of a moderation model: x and z make the score, which is the chance that an item is bad as the model learned it.
struct Story {
  int rows = 3000;
  double x_mean = 0, x_sd = 2;       ///< of the items
  double flip = 0;                   ///< share of bad items that the world now calls good, at the same x
  double label_error = 0.03;         ///< of both labels, independent
  double audited = 0.4;              ///< share of rows labelled twice; 0: no column
  bool z_is_constant = false;        ///< a feed fills z with 0 before the model sees it
  double far = 0;                    ///< share of items at x = 30, where the outcome is a coin
  double logit_scale = 1;            ///< of the score: another checkpoint
  std::int32_t first_day = 20'000;
  int days = 30;
  std::optional<std::int32_t> policy_day = {};  ///< from here on a third of the bad is allowed
  double late_days = 0;              ///< mean until a bad item is known; labelled good until then
  bool is_cut_off = false;           ///< what is known on the last day
  bool has_cohorts = false;
};

inline double logistic(double t) { return 1 / (1 + std::exp(-t)); }

inline WindowRows window_of(const Story& s, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal(0, 1);
  std::uniform_real_distribution<double> unit(0, 1);
  WindowRows w;
  w.rows = static_cast<std::size_t>(s.rows);
  w.features.resize(2), w.features[0].name = "x", w.features[1].name = "z";
  if (s.has_cohorts) w.cohort.names = {"high", "low"};
  const std::int32_t last = s.first_day + s.days - 1;
  for (int i = 0; i < s.rows; ++i) {
    const bool is_far = unit(random) < s.far;
    const double x = is_far ? 30 : s.x_mean + s.x_sd * normal(random), z = normal(random), seen_z = s.z_is_constant ? 0 : z;
    w.features[0].number.push_back(x), w.features[1].number.push_back(seen_z);
    w.score.push_back(logistic(s.logit_scale * (x + 1.5 * seen_z)));
    const auto day = s.first_day + static_cast<std::int32_t>(unit(random) * s.days);
    bool bad = unit(random) < (is_far ? 0.5 : logistic(x + 1.5 * z));
    if (bad && (unit(random) < s.flip || (s.policy_day && day >= *s.policy_day && unit(random) < 1.0 / 3))) bad = false;
    const double delay = s.late_days > 0 ? -s.late_days * std::log(unit(random)) : 1;
    const auto known = day + static_cast<std::int32_t>(delay);
    const bool is_known = !s.is_cut_off || known <= last;
    const auto label_of = [&](bool truth) { return static_cast<std::uint8_t>((unit(random) < s.label_error) != truth ? 1 : 0); };
    w.label.push_back(bad && !is_known ? std::uint8_t{0} : label_of(bad));
    if (s.audited > 0) w.label_second.push_back(unit(random) < s.audited ? label_of(bad && is_known) : WindowRows::not_labelled);
    w.date.push_back(day), w.label_date.push_back(is_known && bad ? known : std::min(last, day + 1));
    if (s.has_cohorts) w.cohort.index.push_back(x > 0 ? 0 : 1);
  }
  return w;
}

inline Case case_of_windows(WindowRows reference, WindowRows current) {
  Case subject;
  subject.reference = std::make_shared<const WindowRows>(std::move(reference));
  subject.current = std::make_shared<const WindowRows>(std::move(current));
  return subject;
}

/// The reference is always the same world; the current window begins when it ends.
inline Case case_of_story(const Story& now, std::uint32_t seed, const Story& before = {}) {
  Story later = now;
  later.first_day = before.first_day + before.days;
  return case_of_windows(window_of(before, 2 * seed), window_of(later, 2 * seed + 1));
}

inline const Cause& cause_of(const DiagnosisAssessment& a, const std::string& name) {
  for (const auto& c : a.causes)
    if (c.cause == name) return c;
  throw std::runtime_error("no cause " + name);
}

inline CauseVerdict verdict_of(const DiagnosisAssessment& a, const std::string& name) { return cause_of(a, name).verdict; }

/// The names of the causes that are likely.
inline std::string likely_of(const DiagnosisAssessment& a) {
  std::string names;
  for (const auto& c : a.causes)
    if (c.verdict == CauseVerdict::likely) names += (names.empty() ? "" : " ") + c.cause;
  return names;
}

}  // namespace premortem::testing

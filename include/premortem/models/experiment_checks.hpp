#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "premortem/models/training_point.hpp"

namespace premortem {

/// Is the traffic split as it was meant to be? Where it is not, arms differ by more than their treatment.
struct SampleRatioCheck {
  std::vector<double> expected;  ///< items, by arm
  std::optional<double> chi_square, p;  ///< absent: an arm expects fewer than five, and why
  bool mismatch = false;         ///< p < alarm
  std::string why;
};

/// Pearson's chi-square of the counts against the shares, arms - 1 degrees of freedom.
/// @param counts  whole, >= 0, of two arms or more, at least one item; of users where users are assigned, not of their rows
/// @param shares  in (0, 1), which sum to 1 (within 1e-9)
/// @param alarm   in (0, 1); .001 is usual: the check is made for every experiment, and its alarm voids the result
/// @throws DomainError outside that domain
/// Source: Kohavi, Tang & Xu (2020), Trustworthy Online Controlled Experiments, chapter 21; Fabijan et al. (2019), KDD.
SampleRatioCheck sample_ratio_check(std::span<const double> counts, std::span<const double> shares, double alarm = 0.001);

/// The chance that a two-sided z test of `level` rejects at one look at least, where nothing differs and data gather evenly between
/// `looks` looks, each at all data so far. By the recursion of Armitage et al. for the density of the sum that has not been rejected
/// yet, on Gauss-Legendre nodes; to about 1e-10. 5% looked at 52 times: 32%.
/// @param looks  from 1 to 1,000
/// @param level  of each look, in [1e-6, 1)
/// @throws DomainError outside that domain
/// Source: Armitage, McPherson & Rowe (1969), Journal of the Royal Statistical Society A 132(2), 235-244.
double false_alarm_of_peeking(int looks, double level);

/// The level of each look with which the chance over all of them is `overall`: Pocock's constant boundary.
/// @param overall  in [.001, .5]
/// @throws DomainError outside that domain
/// Source: Pocock (1977), Biometrika 64(2), 191-199.
double honest_look_level(int looks, double overall);

/// Rows whose features or score are dated after their label: what they say may be taken from the answer.
struct DateLeakage {
  std::size_t compared = 0;     ///< rows with both dates
  std::size_t late = 0;         ///< date after label_date
  std::size_t same_day = 0;     ///< which came first is not known
  std::optional<double> share;  ///< late / compared; absent: nothing to compare
};

/// @param date        of features and score, days since 1970-01-01; WindowRows::no_day: missing
/// @param label_date  likewise; as many as dates, or none of either
/// @throws DomainError if they are not as many
DateLeakage date_leakage(std::span<const std::int32_t> date, std::span<const std::int32_t> label_date);

enum class OverfittingVerdict { shown, not_shown, cannot_tell };

struct OverfittingCheck {
  OverfittingVerdict verdict = OverfittingVerdict::cannot_tell;
  std::optional<double> best_epoch;     ///< with the lowest valid_loss, the last one of those
  std::size_t epochs_since = 0;         ///< after it
  double rise = 0;                      ///< valid_loss of the last epoch less the lowest
  double gap_at_best = 0, gap_now = 0;  ///< valid_loss less train_loss
  double train_change = 0;              ///< train_loss of the last epoch less that at the best
  std::optional<double> p;              ///< chance of so steady a rise after the best epoch from noise alone; absent: none after it
  std::string why;
};

/// Overfitting is shown where valid_loss rises after its lowest value, p <= 5%, while train_loss is lower at the end than
/// there. p is Kendall's test for a rise of the epochs after the lowest one, one-sided and exact (ties count against a rise): where the loss has only levelled out,
/// independent noise puts those in any order alike, wherever its lowest value happened to be. Fewer than four epochs after it cannot
/// show a rise. Noise that wanders from epoch to epoch may still trip it.
/// Fewer than five epochs: cannot tell. The same for any order of the points.
/// @throws DomainError if an epoch or loss is not finite, or an epoch stands twice
/// Source: Mann (1945), Econometrica 13; Prechelt (1998), Early stopping - but when?, in Neural Networks: Tricks of the Trade.
OverfittingCheck overfitting_check(std::vector<TrainingPoint> points);

}  // namespace premortem

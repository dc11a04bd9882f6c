#pragma once
#include <span>
#include <vector>

#include "premortem/models/delay_arms.hpp"

namespace premortem {

/// c0 and slope of a hinge whose kink is held, with its log-likelihood.
struct HingeLine {
  double floor = 0, slope = 0;
  double loglik = 0;
  bool converged = false;
  double score_beyond = 0, score_at_kink = 0;  ///< sum of d loglik / dA over the arms beyond the kink, and of the arm at it
};

/// A place of the kink, with the line that fits best there.
struct HingePoint {
  double tau = 0;
  HingeLine line;
};

/// Merged arms on a scale where they reach from 0 to 1, with running totals.
class HingeArms {
 public:
  explicit HingeArms(std::span<const DelayArm> merged);

  std::size_t size() const { return arms_.size(); }
  double at(std::size_t i) const { return arms_[i].latency_ms; }
  double origin() const { return origin_; }
  double scale() const { return scale_; }
  /// Of the arms before this one.
  double sessions_before(std::size_t i) const { return sessions_[i]; }
  double left_before(std::size_t i) const { return left_[i]; }
  std::span<const DelayArm> from(std::size_t i) const { return std::span(arms_).subspan(i); }
  std::size_t first_beyond(double tau) const;

 private:
  std::vector<DelayArm> arms_;
  std::vector<double> sessions_, left_;
  double origin_ = 0, scale_ = 1;
};

/// The best c0 >= 0 and slope >= 0 with the kink at tau.
HingeLine hinge_line(const HingeArms& arms, double tau);

/// The places among which the best kink lies, ascending: every arm (of more than 200, a grid refined around its best places),
/// and between neighbours where the likelihood has a top of its own. Between two arms the profile likelihood has one top: it
/// is concave in (c0, c0 - slope tau, slope), and that tau lies between them is linear in these. So it is highest at one of
/// the places or, where its derivatives at both arms point inside, where the line through the arms beyond, fitted alone, meets
/// the share of those before.
std::vector<HingePoint> hinge_profile(const HingeArms& arms);

}  // namespace premortem

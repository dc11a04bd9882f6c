#pragma once
#include <deque>

#include "premortem/statistics/control_chart.hpp"

namespace premortem {

/// A chart that is fed check by check: what a monitoring system does.
class RunningChart {
 public:
  explicit RunningChart(ControlChart chart);

  /// Takes one check. True where the rule's condition holds after it; the chart goes on from there.
  bool feed(double x);
  /// As if it had just been started.
  void restart();
  /// What the rule compares with its limit: the sum, the average, how many in a row; of R its logarithm.
  double statistic() const { return statistic_; }

 private:
  bool take(const ConsecutiveChart& chart, double x);
  bool take(const CumulativeChart& chart, double x);
  bool take(const WindowChart& chart, double x);
  bool take(const CusumChart& chart, double x);
  bool take(const EwmaChart& chart, double x);
  bool take(const ShiryaevRobertsChart& chart, double x);
  bool take(const SprtChart& chart, double x);
  bool take(const BurnRateChart& chart, double x);
  bool take(const BatchChart& chart, double x);
  void remember(double x, int checks, int fewer);

  ControlChart chart_;
  double statistic_ = 0;
  double mirror_ = 0;  ///< the lower side of a two-sided CUSUM
  int taken_ = 0;      ///< checks of the current batch
  std::deque<double> recent_;
  double sum_ = 0, shorter_sum_ = 0;  ///< of what is remembered, and of the last few of it
  long since_added_ = 0;
};

}  // namespace premortem

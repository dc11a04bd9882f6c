#include "report/latency_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/number_text.hpp"
#include "report/latency_words.hpp"

namespace premortem {
namespace {

constexpr double left = 60, right = 985, top = 8, bottom = 190;  // of the axes
constexpr int points = 120;                                    // of a path
constexpr double widest = 1.5;                                 // of the observed range: further out nothing is known

/// The next of 1, 2, 5 x 10^n that is at least x.
double round_step(double x) {
  const double unit = std::pow(10, std::floor(std::log10(x)));
  for (const double m : {1.0, 2.0, 5.0})
    if (m * unit >= x * (1 - 1e-9)) return m * unit;
  return 10 * unit;
}

class Drawing {
 public:
  explicit Drawing(const LatencyResult& result) : a_(result.assessment), curve_(*a_.curve()) {
    for (const auto& o : a_.options)
      if (o.p99_ms) x_max_ = std::max(x_max_, *o.p99_ms);
    x_max_ = std::min(std::max(x_max_, curve_.high_ms), widest * curve_.high_ms) * 1.02;
    for (int i = 0; i <= points; ++i) {
      const auto at = abandonment_at(curve_, x_max_ * i / points, a_.settings.confidence);
      if (at.limits && !at.extrapolated) y_max_ = std::max(y_max_, at.limits->high);
      y_max_ = std::max(y_max_, at.value);
    }
    if (a_.budget.max_abandonment) y_max_ = std::max(y_max_, *a_.budget.max_abandonment);
    y_max_ = std::min(1.0, y_max_ * 1.1);
    if (!(y_max_ > 0)) y_max_ = 1;
  }

  LatencyChart draw(const Case& subject) {
    LatencyChart c;
    draw_curve(c);
    draw_ticks(c);
    draw_options(c);
    if (a_.budget.max_abandonment) c.max_abandonment_y = text(y(*a_.budget.max_abandonment));
    for (const auto& leaf : subject.leaves)
      if (leaf.name == "max_latency_ms") {
        const auto point = point_of(leaf);
        if (point && point->value <= x_max_) c.max_latency_x = text(x(point->value));
      }
    c.words = words();
    return c;
  }

 private:
  static std::string text(double v) { return fmt::format("{:.1f}", v); }
  double x(double ms) const { return left + (right - left) * std::min(1.0, ms / x_max_); }
  double y(double share) const { return bottom - (bottom - top) * std::clamp(share / y_max_, 0.0, 1.0); }

  void draw_curve(LatencyChart& c) const {
    std::string up, down;
    for (int i = 0; i <= points; ++i) {
      const double ms = x_max_ * i / points;
      const auto at = abandonment_at(curve_, ms, a_.settings.confidence);
      const bool seen = ms >= curve_.low_ms && ms <= curve_.high_ms;
      auto& path = seen ? c.line : c.beyond;
      const bool joins = i > 0 && (seen == was_seen(i - 1));
      path += fmt::format("{}{:.1f} {:.1f}", joins ? "L" : "M", x(ms), y(at.value));
      if (!seen || !at.limits) continue;
      up += fmt::format("{}{:.1f} {:.1f}", up.empty() ? "M" : "L", x(ms), y(at.limits->high));
      down = fmt::format("L{:.1f} {:.1f}", x(ms), y(at.limits->low)) + down;
    }
    if (!up.empty()) c.band = up + down + "Z";
  }

  bool was_seen(int i) const {
    const double ms = x_max_ * i / points;
    return ms >= curve_.low_ms && ms <= curve_.high_ms;
  }

  void draw_ticks(LatencyChart& c) const {
    const double dx = round_step(x_max_ / 8), dy = round_step(y_max_ / 4);
    for (int i = 0; i * dx <= x_max_; ++i) c.x_ticks.push_back({text(x(i * dx)), i == 0 ? "0" : ms_text(i * dx)});
    for (int i = 0; i * dy <= y_max_; ++i) c.y_ticks.push_back({text(y(i * dy)), percent_text(i * dy, Rounding::nearest)});
  }

  void draw_options(LatencyChart& c) const {
    double last_label = -100;
    for (const auto& o : a_.options) {
      if (!o.p50_ms || !o.abandonment.value || *o.p50_ms > x_max_) continue;
      const double at_x = x(*o.p50_ms), at_y = y(*o.abandonment.value);
      double label_y = at_y - 7;
      if (std::abs(label_y - last_label) < 14) label_y = last_label - 14;
      if (label_y < 14) label_y = at_y + 18;
      last_label = label_y;
      const bool to_left = at_x > right - 200;
      c.options.push_back({text(at_x), text(at_y), text(at_x), text(x(*o.p99_ms)), text(at_x), text(label_y), to_left ? "end" : "start", o.name, o.chosen});
    }
  }

  std::string words() const {
    std::string t = fmt::format("Share that leaves by latency, from {} at {} to {} at {}", percent_text(abandonment(curve_, curve_.low_ms), Rounding::nearest), ms_text(curve_.low_ms),
                                percent_text(abandonment(curve_, curve_.high_ms), Rounding::nearest), ms_text(curve_.high_ms));
    for (const auto& o : a_.options)
      if (o.abandonment.value) t += fmt::format("; {}: {}", o.name, percent_text(*o.abandonment.value, Rounding::nearest));
    return t + ".";
  }

  const LatencyAssessment& a_;
  const AbandonmentCurve& curve_;
  double x_max_ = 0, y_max_ = 0;
};

}  // namespace

std::optional<LatencyChart> latency_chart(const LatencyResult& result) {
  const auto* curve = result.assessment.curve();
  if (!curve || !(curve->high_ms > 0)) return std::nullopt;
  return Drawing(result).draw(result.subject);
}

}  // namespace premortem

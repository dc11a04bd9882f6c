#include "report/latency_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/number_text.hpp"
#include "report/latency_words.hpp"

namespace premortem {
namespace {

constexpr double left = 60, right = 985, top = 8, bottom = 190;  // of the axes
constexpr double headroom = 1.1;

/// The next of 1, 2, 5 x 10^n that is at least x.
double round_step(double x) {
  const double unit = std::pow(10, std::floor(std::log10(x)));
  for (const double m : {1.0, 2.0, 5.0})
    if (m * unit >= x * (1 - 1e-9)) return m * unit;
  return 10 * unit;
}

class Drawing {
 public:
  explicit Drawing(const LatencyAssessment& a) : a_(a), x_max_(a.drawn.back().latency_ms) {
    for (const auto& p : a.drawn) y_max_ = std::max({y_max_, p.reading.value, p.reading.limits && !p.reading.extrapolated ? p.reading.limits->high : 0});
    y_max_ = std::min(1.0, std::max(y_max_, a.budget.max_abandonment.value_or(0)) * headroom);
    if (!(y_max_ > 0)) y_max_ = 1;
  }

  LatencyChart draw() const {
    LatencyChart c;
    draw_curve(c);
    draw_ticks(c);
    draw_options(c);
    if (a_.budget.max_abandonment) c.max_abandonment_y = text(y(*a_.budget.max_abandonment));
    if (a_.max_latency_ms && *a_.max_latency_ms <= x_max_) c.max_latency_x = text(x(*a_.max_latency_ms));
    c.words = words();
    return c;
  }

 private:
  static std::string text(double v) { return fmt::format("{:.1f}", v); }
  double x(double ms) const { return left + (right - left) * std::min(1.0, ms / x_max_); }
  double y(double share) const { return bottom - (bottom - top) * std::clamp(share / y_max_, 0.0, 1.0); }
  std::string at(const char* command, double ms, double share) const { return fmt::format("{}{:.1f} {:.1f}", command, x(ms), y(share)); }

  /// A solid line between the ends of what was observed, dashed ones from there on, meeting it.
  void draw_curve(LatencyChart& c) const {
    std::string high, low;
    for (std::size_t i = 0; i < a_.drawn.size(); ++i) {
      const auto& [ms, reading] = a_.drawn[i];
      if (i > 0) {
        const auto& before = a_.drawn[i - 1];
        auto& path = reading.extrapolated || before.reading.extrapolated ? c.beyond : c.line;
        path += at("M", before.latency_ms, before.reading.value) + at("L", ms, reading.value);
      }
      if (reading.extrapolated || !reading.limits) continue;
      high += at(high.empty() ? "M" : "L", ms, reading.limits->high);
      low = at("L", ms, reading.limits->low) + low;
    }
    if (!high.empty()) c.band = high + low + "Z";
  }

  void draw_ticks(LatencyChart& c) const {
    const double dx = round_step(x_max_ / 8), dy = round_step(y_max_ / 4);
    for (int i = 0; i * dx <= x_max_; ++i) c.x_ticks.push_back({text(x(i * dx)), i == 0 ? "0" : ms_text(i * dx)});
    for (int i = 0; i * dy <= y_max_; ++i) c.y_ticks.push_back({text(y(i * dy)), percent_text(i * dy, Rounding::nearest)});
  }

  void draw_options(LatencyChart& c) const {
    constexpr double line_height = 14, wide_label = 200;
    double last_label = -100;
    for (const auto& o : a_.options) {
      if (!o.p50_ms || !o.abandonment.value || *o.p50_ms > x_max_) continue;
      const double at_y = y(*o.abandonment.value);
      double label_y = at_y - line_height / 2;
      if (std::abs(label_y - last_label) < line_height) label_y = last_label - line_height;
      if (label_y < line_height) label_y = at_y + line_height;
      last_label = label_y;
      c.options.push_back({text(x(*o.p50_ms)), text(at_y), text(x(*o.p99_ms)), text(label_y), x(*o.p50_ms) > right - wide_label ? "end" : "start", o.name, o.chosen});
    }
  }

  std::string words() const {
    const auto seen = [](const CurveAt& p) { return !p.reading.extrapolated; };
    const auto first = std::find_if(a_.drawn.begin(), a_.drawn.end(), seen);
    const auto last = std::find_if(a_.drawn.rbegin(), a_.drawn.rend(), seen);
    std::string t = "Share that leaves by latency";
    if (first != a_.drawn.end())
      t += fmt::format(", from {} at {} to {} at {}", percent_text(first->reading.value, Rounding::nearest), ms_text(first->latency_ms), percent_text(last->reading.value, Rounding::nearest), ms_text(last->latency_ms));
    for (const auto& o : a_.options)
      if (o.abandonment.value) t += fmt::format("; {}: {}", o.name, percent_text(*o.abandonment.value, Rounding::nearest));
    return t + ".";
  }

  const LatencyAssessment& a_;
  double x_max_ = 0, y_max_ = 0;
};

}  // namespace

std::optional<LatencyChart> latency_chart(const LatencyAssessment& a) {
  if (a.drawn.size() < 2) return std::nullopt;
  return Drawing(a).draw();
}

}  // namespace premortem

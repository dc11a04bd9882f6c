#include "cli/progress_line.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>

#include "premortem/core/number_text.hpp"

namespace premortem::cli {
namespace {

constexpr double first_shown = 1, between = 0.2;  // seconds

std::string number(double value) { return number_text(value, Rounding::nearest); }

std::string duration(double seconds) {
  if (seconds < 100) return number(std::ceil(seconds)) + " s";
  if (seconds < 6'000) return number(std::ceil(seconds / 60)) + " min";
  return number(std::ceil(seconds / 3'600)) + " h";
}

double seconds_left(const SweepProgress& p) {
  return static_cast<double>(p.points - p.kept - p.done) * p.seconds / static_cast<double>(p.done);
}

std::string points(std::uint64_t count) { return number(static_cast<double>(count)) + (count == 1 ? " point" : " points"); }

}  // namespace

std::string progress_text(const SweepProgress& p) {
  auto text = fmt::format("{} of {}", number(static_cast<double>(p.kept + p.done)), points(p.points));
  if (p.done == 0 || !(p.seconds > 0)) return text;
  const double rate = static_cast<double>(p.done) / p.seconds;
  return text + fmt::format(", {} a {}, {} left", number(rate >= 1 ? rate : rate * 60), rate >= 1 ? "second" : "minute", duration(seconds_left(p)));
}

ProgressLine::ProgressLine(bool wanted) : shown_(wanted && ::isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
  if (on_line_) std::fputs("\r\033[K", stderr);
}

void ProgressLine::show(const SweepProgress& p) {
  if (!shown_ || p.done == 0) return;
  if (!begun_ && p.seconds + seconds_left(p) > first_shown) {
    const auto kept = p.kept > 0 ? fmt::format(", {} of them kept", number(static_cast<double>(p.kept))) : "";
    std::fputs(fmt::format("{}{}: about {}\n", points(p.points), kept, duration(p.seconds + seconds_left(p))).c_str(), stderr);
  }
  begun_ = true;
  if (p.seconds < first_shown || p.seconds - last_ < between) return;
  last_ = p.seconds;
  on_line_ = true;
  std::fputs(("\r\033[K" + progress_text(p)).c_str(), stderr);
}

}  // namespace premortem::cli

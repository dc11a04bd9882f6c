#include "premortem/models/feedback_loop.hpp"

#include <fmt/format.h>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

constexpr int most_rounds = 1'000'000;

void require_loop(const FeedbackLoop& loop) {
  if (!(loop.bias > 0 && loop.bias < 1)) throw DomainError(fmt::format("feedback loop: a bias of {} is not in (0, 1)", loop.bias));
  if (!(loop.gain >= 0 && loop.gain <= 1)) throw DomainError(fmt::format("feedback loop: a gain of {} is not in [0, 1]", loop.gain));
}

double next(double bias, double gain) { return bias + gain * bias * (1 - bias); }

}  // namespace

std::vector<double> feedback_path(const FeedbackLoop& loop, int rounds) {
  require_loop(loop);
  if (rounds < 0 || rounds > most_rounds) throw DomainError(fmt::format("feedback loop: {} rounds are not 0 to {}", rounds, most_rounds));
  std::vector<double> path{loop.bias};
  for (int n = 0; n < rounds; ++n) path.push_back(next(path.back(), loop.gain));
  return path;
}

LimitRound limit_round(const FeedbackLoop& loop, double limit) {
  require_loop(loop);
  if (!(limit > 0 && limit < 1)) throw DomainError(fmt::format("feedback loop: a limit of {} is not in (0, 1)", limit));
  double bias = loop.bias;
  if (bias > limit) return {0, {}};
  if (loop.gain == 0) return {std::nullopt, "never: without a gain the bias stays as it is"};
  for (int n = 1; n <= most_rounds; ++n) {
    bias = next(bias, loop.gain);
    if (bias > limit) return {n, {}};
  }
  return {std::nullopt, fmt::format("not within {} rounds", most_rounds)};
}

LimitRounds limit_rounds(const Interval& bias, const Interval& gain, double limit) {
  if (!(bias.low <= bias.high && gain.low <= gain.high))
    throw DomainError(fmt::format("feedback loop: [{}, {}] and [{}, {}] are not intervals", bias.low, bias.high, gain.low, gain.high));
  return {limit_round({bias.high, gain.high}, limit), limit_round({bias.low, gain.low}, limit)};
}

}  // namespace premortem

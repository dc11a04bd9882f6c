#include "models/label_free_condition.hpp"

#include <algorithm>
#include <cmath>

#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/redrawn_rows.hpp"

namespace premortem {
namespace {

constexpr double most_stretches = 10, least_expected = 5;

struct Range {
  std::size_t from, to;  // of distinct scores
};

/// Ends lie between distinct scores, so that labels have no say in them; what is left over joins the last.
std::vector<Range> ranges_of(const std::vector<double>& reference_score, const LabelledScores& current, std::span<const double> p) {
  const double least_rows = static_cast<double>(current.rows()) / most_stretches;
  std::vector<Range> ranges;
  double rows = 0, positives = 0;
  std::size_t from = 0;
  for (std::size_t g = 0; g < current.score.size(); ++g) {
    const double n = current.first[g + 1] - current.first[g];
    rows += n, positives += n * RowSums(reference_score, std::span(&current.score[g], 1)).sum(p);
    if (rows < least_rows || positives < least_expected || rows - positives < least_expected) continue;
    ranges.push_back({from, g + 1});
    from = g + 1, rows = positives = 0;
  }
  if (!ranges.empty()) ranges.back().to = current.score.size();
  return ranges;
}

struct Stretch {
  RowSums sums;
  double observed, promised, variance;
};

std::vector<Stretch> stretches_of(const std::vector<double>& reference_score, const LabelledScores& current, std::span<const double> p) {
  std::vector<Stretch> stretches;
  for (const auto& range : ranges_of(reference_score, current, p)) {
    std::vector<double> scores;
    double observed = 0;
    for (auto g = range.from; g < range.to; ++g)
      for (auto i = current.first[g]; i < current.first[g + 1]; ++i) scores.push_back(current.score[g]), observed += current.label[i];
    RowSums sums(reference_score, scores);
    const double promised = sums.sum(p), variance = sums.variance(p);
    stretches.push_back({std::move(sums), observed, promised, variance});
  }
  return stretches;
}

struct Moments {
  double n = 0, mean = 0, squares = 0;  // Welford's
  void add(double x) {
    const double step = x - mean;
    mean += step / ++n;
    squares += step * (x - mean);
  }
  double variance() const { return squares / (n - 1); }
};

/// Observed less promised, by stretch, in a replicate in which the chances p are true: a stretch has enough rows for the normal law.
std::vector<double> drawn_gaps(const std::vector<Stretch>& stretches, std::span<const double> anew, std::span<const double> uniform) {
  std::vector<double> gaps;
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    const auto& s = stretches[i];
    const double sd = std::sqrt(s.variance);
    gaps.push_back((sd > 0 ? normal_quantile(s.promised, sd, uniform[i]) : s.promised) - s.sums.sum(anew));
  }
  return gaps;
}

double sum_of_squares(const std::vector<double>& gaps, const std::vector<Moments>& of) {
  double sum = 0;
  for (std::size_t i = 0; i < gaps.size(); ++i) sum += gaps[i] * gaps[i] / of[i].variance();
  return sum;
}

}  // namespace

std::optional<double> promise_kept_p(const LabelledScores& reference, const LabelledScores& current, std::span<const double> p, std::uint64_t seed, std::uint64_t replicates) {
  const auto stretches = stretches_of(reference.score, current, p);
  if (stretches.empty()) return std::nullopt;
  std::vector<double> uniform(reference.rows() + stretches.size()), gaps;
  std::vector<std::vector<double>> drawn;
  std::vector<Moments> by_stretch(stretches.size());
  for (std::uint64_t r = 0; r < replicates; ++r) {
    redraw_uniforms(seed, "promises", r, uniform);
    const std::span<const double> all(uniform);
    drawn.push_back(drawn_gaps(stretches, calibrated_anew(reference, p, all.first(reference.rows())), all.last(stretches.size())));
    for (std::size_t i = 0; i < stretches.size(); ++i) by_stretch[i].add(drawn.back()[i]);
  }
  if (std::any_of(by_stretch.begin(), by_stretch.end(), [](const auto& m) { return !(m.variance() > 0); })) return std::nullopt;
  Moments law;
  for (const auto& of : drawn) law.add(sum_of_squares(of, by_stretch));
  for (const auto& s : stretches) gaps.push_back(s.observed - s.promised);
  return gamma_survival(law.mean * law.mean / law.variance(), law.variance() / law.mean, sum_of_squares(gaps, by_stretch));
}

}  // namespace premortem

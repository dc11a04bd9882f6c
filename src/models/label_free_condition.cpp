#include "models/label_free_condition.hpp"

#include "premortem/statistics/chi_square.hpp"

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

}  // namespace

PromiseCheck::PromiseCheck(const std::vector<double>& reference_score, const LabelledScores& current, std::span<const double> p) {
  for (const auto& range : ranges_of(reference_score, current, p)) {
    std::vector<double> scores;
    double observed = 0;
    for (auto g = range.from; g < range.to; ++g)
      for (auto i = current.first[g]; i < current.first[g + 1]; ++i) scores.push_back(current.score[g]), observed += current.label[i];
    RowSums sums(reference_score, scores);
    const double promised = sums.sum(p), variance = sums.variance(p);
    stretches_.push_back({std::move(sums), observed, promised, variance});
  }
}

void PromiseCheck::add_replicate(std::span<const double> p) {
  ++replicates_;
  for (auto& s : stretches_) {
    const double promised = s.sums.sum(p), step = promised - s.mean;
    s.mean += step / replicates_;
    s.squares += step * (promised - s.mean);
  }
}

std::optional<double> PromiseCheck::p() const {
  if (stretches_.empty()) return std::nullopt;
  double chi_square = 0;
  for (const auto& s : stretches_) {
    const double gap = s.observed - s.promised;
    chi_square += gap * gap / (s.variance + (replicates_ > 1 ? s.squares / (replicates_ - 1) : 0));
  }
  return chi_square_survival(static_cast<double>(stretches_.size()), chi_square);
}

}  // namespace premortem

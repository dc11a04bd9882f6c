#include "premortem/quantity/streaming_summary.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>

#include "premortem/core/vector_clones.hpp"

namespace premortem {
namespace {

constexpr std::size_t lanes = 8;

double total_of(const double* lane) {
  return ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
}

/// Sum in eight fixed lanes.
PREMORTEM_VECTOR_CLONES
double lane_sum(const double* x, std::size_t n) {
  double lane[lanes] = {};
  std::size_t i = 0;
  for (; i + lanes <= n; i += lanes)
    for (std::size_t j = 0; j < lanes; ++j) lane[j] += x[i + j];
  for (std::size_t j = 0; i < n; ++i, ++j) lane[j] += x[i];
  return total_of(lane);
}

/// Sum of (x - centre)^2, likewise.
PREMORTEM_VECTOR_CLONES
double lane_sum_of_squares(const double* x, std::size_t n, double centre) {
  double lane[lanes] = {};
  std::size_t i = 0;
  for (; i + lanes <= n; i += lanes)
    for (std::size_t j = 0; j < lanes; ++j) lane[j] += (x[i + j] - centre) * (x[i + j] - centre);
  for (std::size_t j = 0; i < n; ++i, ++j) lane[j] += (x[i] - centre) * (x[i] - centre);
  return total_of(lane);
}

/// Smallest and largest, in eight lanes so that the comparisons need not wait for each other.
PREMORTEM_VECTOR_CLONES
void extremes(const double* x, std::size_t n, double& low, double& high) {
  double a[lanes], b[lanes];
  for (std::size_t j = 0; j < lanes; ++j) a[j] = low, b[j] = high;
  std::size_t i = 0;
  for (; i + lanes <= n; i += lanes)
    for (std::size_t j = 0; j < lanes; ++j) {
      a[j] = x[i + j] < a[j] ? x[i + j] : a[j];
      b[j] = x[i + j] > b[j] ? x[i + j] : b[j];
    }
  for (; i < n; ++i) {
    a[0] = x[i] < a[0] ? x[i] : a[0];
    b[0] = x[i] > b[0] ? x[i] : b[0];
  }
  for (std::size_t j = 0; j < lanes; ++j) {
    low = a[j] < low ? a[j] : low;
    high = b[j] > high ? b[j] : high;
  }
}

constexpr std::size_t sign_bit = 2048;  // within the top twelve bits of a double

/// Integers, whose sum has one value however many are added at once.
PREMORTEM_VECTOR_CLONES
std::uint64_t total_of(const std::uint64_t* bins, std::size_t n) { return std::accumulate(bins, bins + n, std::uint64_t{0}); }

std::size_t octave_of(double x) { return std::bit_cast<std::uint64_t>(x) >> 52; }

/// The value whose representation starts at this bin; for negative values the bin's end nearer to zero.
double edge(std::size_t octave, std::uint64_t bin, int fraction_bits) {
  const std::uint64_t bits = (std::uint64_t{octave} << 52) + (bin << (52 - fraction_bits));
  return std::bit_cast<double>(bits);
}

}  // namespace

LogHistogram::LogHistogram() : min_(std::numeric_limits<double>::infinity()), max_(-min_) {}

void LogHistogram::add(std::span<const double> values) {
  extremes(values.data(), values.size(), min_, max_);
  for (const double x : values) {
    const auto bits = std::bit_cast<std::uint64_t>(x);
    auto& octave = octaves_[octave_of(x)];
    if (!octave) octave = std::make_unique<Octave>();
    ++(*octave)[(bits >> (52 - fraction_bits)) & ((1U << fraction_bits) - 1)];
  }
  count_ += values.size();
}

void LogHistogram::merge(const LogHistogram& other) {
  for (std::size_t i = 0; i < octaves_.size(); ++i) {
    if (!other.octaves_[i]) continue;
    if (!octaves_[i]) octaves_[i] = std::make_unique<Octave>();
    for (std::size_t j = 0; j < octaves_[i]->size(); ++j) (*octaves_[i])[j] += (*other.octaves_[i])[j];
  }
  count_ += other.count_;
  min_ = std::min(min_, other.min_);
  max_ = std::max(max_, other.max_);
}

/// Calls visit(low, high, before, count) for every bin with values, from the one that reaches `rank` towards the greatest, until it
/// returns true; `before` are counted below the bin. Values that are too small to tell from zero are taken for it.
/// Octaves and groups of bins that end below the rank are passed over whole: counts are exact in a double up to 2^53, however they are
/// added.
template <class Visit>
void LogHistogram::visit_from(double rank, Visit visit) const {
  constexpr std::size_t group = 64;
  double before = 0;
  const auto passes = [&](std::span<const std::uint64_t> bins) {
    const auto count = static_cast<double>(total_of(bins.data(), bins.size()));
    return before + count < rank ? (before += count, true) : false;
  };
  const auto at = [&](std::size_t octave, std::size_t bin) {
    const auto count = static_cast<double>((*octaves_[octave])[bin]);
    if (count == 0 || passes({&(*octaves_[octave])[bin], 1})) return false;
    const bool zero = octave % sign_bit == 0, negative = octave >= sign_bit;
    const double a = zero ? 0 : edge(octave, bin, fraction_bits), b = zero ? 0 : edge(octave, bin + 1, fraction_bits);
    const bool done = visit(negative ? b : a, negative ? a : b, before, count);
    before += count;
    return done;
  };
  const auto visit_octave = [&](std::size_t octave) {
    if (!octaves_[octave] || passes(*octaves_[octave])) return false;
    const std::span<const std::uint64_t> bins = *octaves_[octave];
    const bool negative = octave >= sign_bit;  // from the most negative towards zero
    for (std::size_t i = 0; i < bins.size(); i += group) {
      const std::size_t first = negative ? bins.size() - i - group : i;
      if (passes(bins.subspan(first, group))) continue;
      for (std::size_t j = 0; j < group; ++j)
        if (at(octave, negative ? first + group - 1 - j : first + j)) return true;
    }
    return false;
  };
  for (std::size_t octave = min_ < 0 ? octave_of(min_) : sign_bit; octave >= sign_bit; --octave)  // which holds -0 too
    if (visit_octave(octave)) return;
  for (std::size_t octave = min_ > 0 ? octave_of(min_) : 0, last = max_ > 0 ? octave_of(max_) : 0; octave <= last; ++octave)
    if (visit_octave(octave)) return;
}

double LogHistogram::quantile(double p) const {
  const double rank = p * static_cast<double>(count_);
  double value = max_;
  visit_from(rank, [&](double low, double high, double before, double here) {
    value = std::clamp(low + (high - low) * ((rank - before) / here), min_, max_);
    return true;
  });
  return value;
}

double LogHistogram::mean_above(double p) const {
  const double total = static_cast<double>(count_), rank = p * total;
  double sum = 0;
  visit_from(rank, [&](double low, double high, double before, double here) {
    const double beyond = std::clamp(before + here - rank, 0.0, here);
    const double middle = std::clamp(low + (high - low) * (1 - beyond / (2 * here)), min_, max_);
    if (beyond > 0) sum += middle * (beyond / (total - rank));
    return false;
  });
  return std::clamp(sum, quantile(p), max_);
}

void Moments::merge(const Moments& other) {
  if (other.count == 0) return;
  const double total = count + other.count;
  const double gap = other.mean - mean;
  mean += gap * (other.count / total);
  squared_deviations += other.squared_deviations + gap * gap * (count * other.count / total);
  count = total;
}

Moments moments_of(std::span<const double> values) {
  if (values.empty()) return {};
  const auto n = static_cast<double>(values.size());
  const double mean = lane_sum(values.data(), values.size()) / n;
  return {n, mean, lane_sum_of_squares(values.data(), values.size(), mean)};
}

}  // namespace premortem

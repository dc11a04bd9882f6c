#include "models/drift_bins.hpp"

#include <algorithm>

namespace premortem {
namespace {

constexpr double least_expected = 5;  // the usual rule of chi-square tables (Cochran 1954, Biometrics 10)
constexpr int parts = 10;
constexpr std::size_t rows_a_part = 10;  // so that ten parts begin at 100 rows of the smaller window

/// The distinct values of a sorted sample, at most one more than `most`.
std::vector<double> distinct_values(std::span<const double> sorted, std::size_t most) {
  std::vector<double> values;
  for (auto at = sorted.begin(); at != sorted.end() && values.size() <= most; at = std::upper_bound(at, sorted.end(), *at)) values.push_back(*at);
  return values;
}

bool is_expected(double reference, double current, double n, double m) { return (reference + current) / (n + m) * std::min(n, m) >= least_expected; }

std::vector<double> counts_between(std::span<const double> sorted, const std::vector<double>& ends) {
  std::vector<double> counts;
  auto from = sorted.begin();
  for (const double end : ends) {
    const auto to = std::upper_bound(from, sorted.end(), end);
    counts.push_back(static_cast<double>(to - from));
    from = to;
  }
  counts.push_back(static_cast<double>(sorted.end() - from));
  return counts;
}

/// Neighbours are joined from the lowest on; what is left over at the end joins the last cell.
BinnedCounts with_enough(const std::vector<double>& reference, const std::vector<double>& current, double n, double m) {
  BinnedCounts joined;
  double a = 0, b = 0;
  for (std::size_t i = 0; i < reference.size(); ++i) {
    a += reference[i], b += current[i];
    if (!is_expected(a, b, n, m)) continue;
    joined.reference.push_back(a), joined.current.push_back(b);
    a = b = 0;
  }
  if (a + b == 0) return joined;
  if (joined.reference.empty()) joined.reference.push_back(0), joined.current.push_back(0);
  joined.reference.back() += a, joined.current.back() += b;
  return joined;
}

std::vector<double> counts_of(const NameColumn& column, const RowChoice& rows) {
  std::vector<double> counts(column.names.size(), 0.0);
  for (std::size_t i = 0; i < rows.size(); ++i) ++counts[column.index[rows.at(i)]];
  return counts;
}

}  // namespace

std::vector<double> bin_ends(std::span<const double> sorted_reference, int most) {
  const auto k = static_cast<std::size_t>(std::clamp(most, 2, parts)), n = sorted_reference.size();
  auto ends = distinct_values(sorted_reference, k);
  if (ends.size() <= k) {
    if (ends.size() > 1) ends.pop_back();
    return ends;
  }
  ends.clear();
  const double largest = sorted_reference.back();
  for (std::size_t part = 1; part < k; ++part) {
    const double end = sorted_reference[(n * part + k - 1) / k - 1];
    const bool fills_a_part = !ends.empty() && ends.back() == end;
    if (!fills_a_part && end != largest) ends.push_back(end);
    const auto first = std::lower_bound(sorted_reference.begin(), sorted_reference.end(), end);
    if ((fills_a_part || end == largest) && first != sorted_reference.begin()) ends.push_back(*(first - 1));
  }
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  return ends;
}

BinnedCounts binned_numbers(std::span<const double> sorted_reference, std::span<const double> sorted_current) {
  const auto least = std::min(sorted_reference.size(), sorted_current.size());
  const auto ends = bin_ends(sorted_reference, static_cast<int>(std::min(least / rows_a_part, std::size_t{parts})));
  return with_enough(counts_between(sorted_reference, ends), counts_between(sorted_current, ends), static_cast<double>(sorted_reference.size()), static_cast<double>(sorted_current.size()));
}

WordCounts word_counts(const NameColumn& reference, const RowChoice& reference_rows, const NameColumn& current, const RowChoice& current_rows) {
  const auto a = counts_of(reference, reference_rows), b = counts_of(current, current_rows);
  WordCounts all;
  for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
    const bool from_reference = j == b.size() || (i < a.size() && reference.names[i] <= current.names[j]);
    const bool from_current = i == a.size() || (j < b.size() && current.names[j] <= reference.names[i]);
    WordCounts::Word word{from_reference ? &reference.names[i] : &current.names[j]};
    if (from_reference) word.reference = a[i++];
    if (from_current) word.current = b[j++];
    if (word.name->empty()) {
      all.reference_missing = word.reference, all.current_missing = word.current;
      continue;
    }
    all.reference += word.reference, all.current += word.current;
    if (word.reference + word.current > 0) all.words.push_back(word);
  }
  return all;
}

BinnedCounts binned_words(const WordCounts& counts) {
  BinnedCounts binned;
  WordCounts::Word other{nullptr};
  for (const auto& word : counts.words) {
    if (is_expected(word.reference, word.current, counts.reference, counts.current)) {
      binned.reference.push_back(word.reference), binned.current.push_back(word.current);
    } else other.reference += word.reference, other.current += word.current;
  }
  binned.all_rare = binned.reference.empty() && counts.words.size() > 1;
  if (other.reference + other.current > 0) binned.reference.push_back(other.reference), binned.current.push_back(other.current);
  return binned;
}

void add_missing(BinnedCounts& counts, double reference, double current) {
  if (reference + current == 0) return;
  counts.reference.push_back(reference), counts.current.push_back(current);
}

}  // namespace premortem

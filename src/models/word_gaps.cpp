#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/drift_bins.hpp"
#include "models/gap_finders.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

constexpr std::size_t most_named = 3;
constexpr double least_share = 0.01;

/// The most frequent ones by `count`, then in the order of the alphabet.
std::string named(std::vector<WordCounts::Word> words, double WordCounts::Word::*count) {
  std::stable_sort(words.begin(), words.end(), [&](const auto& a, const auto& b) { return a.*count > b.*count; });
  std::string text;
  for (std::size_t i = 0; i < std::min(words.size(), most_named); ++i) text += fmt::format("{}\"{}\"", i > 0 ? ", " : "", *words[i].name);
  if (words.size() > most_named) text += fmt::format(" and {} more", words.size() - most_named);
  return text;
}

/// Of what was seen once, as much again is still unseen (Good 1953, Biometrika 40: the missing mass); one more for the count's own
/// error, so that new words of a column without any single one need more than chance too.
double unseen_share(const WordCounts& counts) {
  const auto once = std::count_if(counts.words.begin(), counts.words.end(), [](const auto& w) { return w.reference == 1; });
  return std::min(1.0, static_cast<double>(once + 1) / (counts.reference + 1));
}

void find_new_words(const std::string& name, const WordCounts& counts, const Dated& windows, const GapSettings& settings, std::vector<CoverageGap>& gaps) {
  std::vector<WordCounts::Word> words;
  double rows = 0;
  for (const auto& w : counts.words)
    if (w.reference == 0) words.push_back(w), rows += w.current;
  if (words.empty()) return;
  const double share = rows / static_cast<double>(windows.current.rows);
  const bool beyond_chance = binomial_survival(counts.current, unseen_share(counts), rows - 1) <= settings.each();
  gaps.push_back({GapKind::new_words, name, share, fmt::format("{} of the current rows have a \"{}\" that the reference has never seen: {}{}", percent(share), name, named(words, &WordCounts::Word::current), beyond_chance ? "" : "; no more than words seen once let expect"),
                  share >= least_share && beyond_chance});
}

/// Only words that chance would hardly leave out: (1 - share)^m.
void find_lost_words(const std::string& name, const WordCounts& counts, const GapSettings& settings, std::vector<CoverageGap>& gaps) {
  std::vector<WordCounts::Word> words;
  double rows = 0;
  const double each = settings.each() / static_cast<double>(std::max(counts.words.size(), std::size_t{1}));
  for (const auto& w : counts.words)
    if (w.current == 0 && counts.current * std::log1p(-w.reference / (counts.reference + 1)) <= std::log(each)) words.push_back(w), rows += w.reference;
  if (words.empty()) return;
  gaps.push_back({GapKind::lost_words, name, 0, fmt::format("\"{}\" no longer holds {}, which {} of the reference rows had", name, named(words, &WordCounts::Word::reference), percent(rows / counts.reference)), false});
}

}  // namespace

void find_word_gaps(const ColumnPair& pair, const Dated& windows, const GapSettings& settings, std::vector<CoverageGap>& gaps) {
  const auto counts = word_counts(*pair.reference.words, {windows.reference.rows, nullptr}, *pair.current.words, {windows.current.rows, nullptr});
  if (counts.reference == 0 || counts.current == 0) return;
  find_new_words(pair.name, counts, windows, settings, gaps);
  find_lost_words(pair.name, counts, settings, gaps);
}

}  // namespace premortem

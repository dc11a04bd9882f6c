#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "premortem/models/scored_rows.hpp"

namespace premortem {

/// Counts of both windows over the same cells; the last one may be of missing values.
struct BinnedCounts {
  std::vector<double> reference, current;
  bool all_rare = false;  ///< words, of which none is common enough for a cell of its own
};

/// Upper ends of all cells but the last, which has none: the distinct deciles of the reference (order statistics), and in
/// fewer parts where `most` < 10. A value that fills more than a part is a cell of its own, and the largest value is no end,
/// beyond which nothing lies; of at most `most` distinct values each has its cell; of a single one c: (-inf, c], (c, inf).
std::vector<double> bin_ends(std::span<const double> sorted_reference, int most);

/// Cells of sorted numbers, in ascending order; a cell that expects fewer than 5 values in the smaller window, going by both
/// together, joins its neighbour, since the laws of chance hold for no fewer.
BinnedCounts binned_numbers(std::span<const double> sorted_reference, std::span<const double> sorted_current);

/// Rows of a window: all, or those listed.
struct RowChoice {
  std::size_t rows = 0;
  const std::vector<std::uint32_t>* listed = nullptr;  ///< null: all
  std::size_t size() const { return listed ? listed->size() : rows; }
  std::size_t at(std::size_t i) const { return listed ? (*listed)[i] : i; }
};

/// How often each word of either window occurs in both; in the order of the alphabet, without missing ones.
struct WordCounts {
  struct Word {
    const std::string* name;
    double reference = 0, current = 0;
  };
  std::vector<Word> words;
  double reference = 0, current = 0;                  ///< rows with a word
  double reference_missing = 0, current_missing = 0;
};
WordCounts word_counts(const NameColumn& reference, const RowChoice& reference_rows, const NameColumn& current, const RowChoice& current_rows);

/// One cell a word, and one for all that expect fewer than 5 rows as above.
BinnedCounts binned_words(const WordCounts& counts);

/// Adds the cell of missing values where either window has one.
void add_missing(BinnedCounts& counts, double reference, double current);

}  // namespace premortem

#include "input/window_features.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <utility>

#include "input/cell_decimal.hpp"

namespace premortem {

void JoinedFeatures::append(WindowChunk& chunk) {
  if (chunk.rows.rows == 0) return;
  if (rows_ == 0) names_ = chunk.layout.names, counts_.resize(names_.size()), words_.resize(names_.size());
  rows_ += chunk.rows.rows;
  for (std::size_t f = 0; f < names_.size(); ++f) {
    join_words(chunk, f);
    counts_[f].join(chunk.counts[f]);
  }
  for (auto& slab : chunk.slabs) slabs_.push_back(std::move(slab));
  chunk.slabs.clear();
  chunk.feature_words.clear();
}

/// The part counts its words by itself; here they get the numbers that hold for the whole file.
void JoinedFeatures::join_words(WindowChunk& chunk, std::size_t feature) {
  const auto& place = chunk.feature_words[feature].indices_in(words_[feature]);
  const auto stays = [&](std::uint32_t i) { return place[i] == i; };
  if (std::ranges::all_of(std::views::iota(std::uint32_t{0}, static_cast<std::uint32_t>(place.size())), stays)) return;
  for (auto& slab : chunk.slabs)
    for (auto at = feature; at < slab.size(); at += names_.size())
      if (slab[at].is_word()) slab[at] = FeatureCell::word(place[slab[at].word()]);
}

void JoinedFeatures::fill(std::size_t feature, const FeatureSlab& slab, FeatureColumn& column) {
  const auto step = names_.size();
  if (counts_[feature].kind() == FeatureKind::numbers) {
    for (auto at = feature; at < slab.size(); at += step) column.number.push_back(slab[at].value());
    return;
  }
  auto& words = words_[feature];
  for (auto at = feature; at < slab.size(); at += step) {
    const auto cell = slab[at];
    column.word.index.push_back(cell.is_word() ? cell.word() : words.index_of(cell.is_missing() ? "" : cell.text()));
  }
}

std::vector<FeatureColumn> JoinedFeatures::take() {
  std::vector<FeatureColumn> columns;
  for (std::size_t f = 0; f < names_.size(); ++f) {
    columns.push_back({names_[f], {}, {}});
    counts_[f].kind() == FeatureKind::numbers ? columns[f].number.reserve(rows_) : columns[f].word.index.reserve(rows_);
  }
  for (auto& slab : slabs_) {  // each is given back before the next, so that no cell stands twice in memory for long
    for (std::size_t f = 0; f < names_.size(); ++f) fill(f, slab, columns[f]);
    slab = FeatureSlab();
  }
  for (std::size_t f = 0; f < names_.size(); ++f) {
    if (columns[f].word.empty()) continue;
    JoinedNames sorted;
    sorted.append(columns[f].word.index, words_[f]);
    columns[f].word = sorted.take();
  }
  std::sort(columns.begin(), columns.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return columns;
}

void check_features(const std::vector<const WindowChunk*>& chunks, const std::string& file, Diagnostics& diagnostics) {
  std::vector<FeatureCount> counts;
  const WindowLayout* layout = nullptr;
  for (const auto* chunk : chunks) {
    if (chunk->counts.empty()) continue;
    layout = &chunk->layout;
    counts.resize(chunk->counts.size());
    for (std::size_t f = 0; f < counts.size(); ++f) counts[f].join(chunk->counts[f]);
  }
  for (std::size_t f = 0; f < counts.size(); ++f) {
    const auto& c = counts[f];
    const Place place{file, c.first_line, static_cast<int>(layout->features[f]) + 1};
    if (c.kind() == FeatureKind::mixed)
      diagnostics.error(place, "feature", fmt::format("{} is not a number, as {} of the {} cells of {} are", quoted(c.first_word), c.numbers, c.numbers + c.words, quoted(layout->names[f])),
                        "write NA where there is none, or put a letter before codes");
    else if (c.is_badly_written())
      diagnostics.error(place, "feature", fmt::format("{} is not a plain number, and no cell of {} is a word", quoted(c.first_word), quoted(layout->names[f])),
                        "write NA where there is none, and numbers without signs and units, such as 0.05; or put a letter before codes");
  }
}

}  // namespace premortem

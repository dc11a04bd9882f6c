#include "models/window_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

ColumnView view_of(const FeatureColumn& column) {
  if (column.is_numeric()) return {column.number, nullptr};
  return {{}, &column.word};
}

void check_length(const WindowRows& window, std::size_t length, bool may_lack, const std::string& name) {
  if (length != window.rows && !(may_lack && length == 0)) throw DomainError(fmt::format("\"{}\" has {} entries for {} rows", name, length, window.rows));
}

void check_window(const WindowRows& window, const char* which) {
  if (window.rows == 0) throw Refusal(fmt::format("the {} window has no row", which));
  for (const auto& f : window.features) check_length(window, f.is_numeric() ? f.number.size() : f.word.index.size(), false, f.name);
  check_length(window, window.score.size(), true, "score");
  check_length(window, window.cohort.index.size(), true, "cohort");
  check_length(window, window.date.size(), true, "date");
}

}  // namespace

bool ColumnView::has_values() const {
  if (is_numeric()) return std::any_of(numbers.begin(), numbers.end(), [](double x) { return !std::isnan(x); });
  return std::any_of(words->index.begin(), words->index.end(), [&](auto i) { return !words->names[i].empty(); });
}

std::vector<ColumnPair> columns_of_both(const WindowRows& reference, const WindowRows& current) {
  std::vector<ColumnPair> pairs;
  std::map<std::string, const FeatureColumn*> in_current;
  for (const auto& f : current.features) in_current.emplace(f.name, &f);
  for (const auto& f : reference.features)
    if (const auto found = in_current.find(f.name); found != in_current.end()) pairs.push_back({f.name, view_of(f), view_of(*found->second)});
  std::sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  if (!reference.score.empty() && !current.score.empty()) pairs.push_back({"score", {reference.score, nullptr}, {current.score, nullptr}});
  return pairs;
}

void check_windows(const WindowRows& reference, const WindowRows& current, const DriftSettings& settings) {
  if (!(settings.confidence > 0 && settings.confidence < 1)) throw DomainError(fmt::format("the confidence is {}, expected one in (0, 1)", settings.confidence));
  check_window(reference, "reference");
  check_window(current, "current");
}

}  // namespace premortem

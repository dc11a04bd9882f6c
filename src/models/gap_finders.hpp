#pragma once
#include <vector>

#include "models/window_columns.hpp"
#include "premortem/models/feature_drift.hpp"

namespace premortem {

/// What the tests for gaps have in common: the chance that a kind of gap may be reported of any feature without being there.
struct GapSettings {
  double alpha = 0.05;
  double features = 1;
  double each() const { return alpha / features; }
};

void find_weekday_gaps(const WindowRows& reference, const WindowRows& current, const GapSettings& settings, std::vector<CoverageGap>& gaps);

/// Rows of both windows by date.
struct Dated {
  const WindowRows& reference;
  const WindowRows& current;
};
/// constant_now and stale; at most one of them a feature.
void find_frozen_values(const ColumnPair& pair, const Dated& windows, const GapSettings& settings, std::vector<CoverageGap>& gaps);

void find_word_gaps(const ColumnPair& pair, const Dated& windows, const GapSettings& settings, std::vector<CoverageGap>& gaps);
void find_unsupported(const ColumnPair& pair, const GapSettings& settings, std::vector<CoverageGap>& gaps);
void find_more_missing(const ColumnPair& pair, const Dated& windows, const GapSettings& settings, std::vector<CoverageGap>& gaps);

/// "12.3%" of a share.
std::string percent(double share);

}  // namespace premortem

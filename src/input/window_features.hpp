#pragma once
#include <vector>

#include "input/window_chunk.hpp"

namespace premortem {

/// Joins the features of the parts of a window, in their order, and makes columns of them.
class JoinedFeatures {
 public:
  /// Takes the cells and the words of the part.
  void append(WindowChunk& chunk);
  /// In the order of the alphabet. A feature that is neither numbers nor words must have been reported before.
  std::vector<FeatureColumn> take();

 private:
  void join_words(WindowChunk& chunk, std::size_t feature);
  void fill(std::size_t feature, const FeatureSlab& slab, FeatureColumn& column);

  std::vector<std::string> names_;
  std::vector<FeatureCount> counts_;
  std::vector<NameCollector> words_;
  std::vector<FeatureSlab> slabs_;
  std::size_t rows_ = 0;
};

/// Reports features of which some cells are numbers and too many are not, and those that are numbers as people write them.
void check_features(const std::vector<const WindowChunk*>& chunks, const std::string& file, Diagnostics& diagnostics);

}  // namespace premortem

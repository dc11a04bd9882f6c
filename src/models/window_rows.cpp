#include "premortem/models/window_rows.hpp"

#include <algorithm>

namespace premortem {

const FeatureColumn* WindowRows::feature(const std::string& name) const {
  const auto found = std::find_if(features.begin(), features.end(), [&](const FeatureColumn& f) { return f.name == name; });
  return found == features.end() ? nullptr : &*found;
}

}  // namespace premortem

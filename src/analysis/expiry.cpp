#include "analysis/expiry.hpp"

#include <fmt/format.h>

#include "analysis/harm_mode.hpp"

namespace premortem {

void add_expired(const Leaf& leaf, const std::string& as_of, std::vector<std::string>& expired) {
  for (const auto& expert : leaf.experts) add_expired(expert, as_of, expired);
  if (leaf.expires.empty() || leaf.expires >= as_of) return;  // ISO dates compare as text
  expired.push_back(fmt::format("\"{}\" ({}) expired on {}", leaf.label, to_string(leaf.place), leaf.expires));
}

std::vector<std::string> expired_estimates(const Case& subject, const FailureMode& mode, const HarmSettings& settings) {
  std::vector<std::string> expired;
  if (!settings.as_of) return expired;
  auto used = leaves_of_bound(mode);
  if (mode.cost_leaf) used = with_leaf(used, *mode.cost_leaf);
  for (const auto leaf : used) add_expired(subject.leaves[leaf], *settings.as_of, expired);
  return expired;
}

}  // namespace premortem

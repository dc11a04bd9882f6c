#include "input/leaf_name.hpp"

namespace premortem {
namespace {

std::string with_doubled_slashes(const std::string& name) {
  std::string doubled;
  for (const char c : name) doubled += c == '/' ? std::string("//") : std::string(1, c);
  return doubled;
}

}  // namespace

std::string stage_leaf_name(const std::string& mode, const std::string& stage) {
  const bool plain = mode.find('/') == std::string::npos && stage.find('/') == std::string::npos;
  return plain ? mode + "/" + stage : with_doubled_slashes(mode) + "/:" + with_doubled_slashes(stage);
}

std::string option_leaf_name(const std::string& leaf, const std::string& option) {
  return option.empty() ? leaf : leaf + "//option/" + with_doubled_slashes(option);
}

std::string mitigation_leaf_name(const std::string& mode, const std::string& mitigation) {
  return with_doubled_slashes(mode) + "//mitigation/" + with_doubled_slashes(mitigation);
}

std::string cost_leaf_name(const std::string& mode) { return with_doubled_slashes(mode) + "//cost_per_harm"; }

}  // namespace premortem

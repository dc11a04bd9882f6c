#pragma once
#include <string>

namespace premortem {

/// The identity of a stage's own leaf, by which it is drawn: "mode/stage". Slashes in the names themselves are told
/// apart, so that "a/b" with "c" and "a" with "b/c" are two estimates and are not drawn alike.
std::string stage_leaf_name(const std::string& mode, const std::string& stage);

/// The identity of a leaf that belongs to one option; no stage, cost or mitigation has it.
std::string option_leaf_name(const std::string& leaf, const std::string& option);

/// The identity of a mitigation's factor.
std::string mitigation_leaf_name(const std::string& mode, const std::string& mitigation);

/// The identity of the cost of one harm of a mode; no stage has it.
std::string cost_leaf_name(const std::string& mode);

}  // namespace premortem

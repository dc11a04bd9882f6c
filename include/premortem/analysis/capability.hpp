#pragma once
#include <string>
#include <vector>

#include "premortem/models/case.hpp"

namespace premortem {

/// What one verb can make of a case, and why not where it cannot.
struct Capability {
  std::string verb;
  std::string part;  ///< what of it: "harm of \"wrong refund\", bound"
  bool possible = false;
  std::string why;   ///< the reason, and what to add
};

/// For every verb of this version, each part it could compute of this case.
std::vector<Capability> capabilities(const Case& subject);

}  // namespace premortem

#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "premortem/models/case.hpp"

namespace premortem {

/// The estimates of a case by the names that formulas and correlations give them: an assumption's own, `harms.<failure mode>.<stage>`
/// (also with `.<option>` after it, and as `risks.` where the case is written that way) and `mitigations.<failure mode>.<mitigation>`,
/// capitals, blanks, hyphens and underscores alike.
class NamedLeaves {
 public:
  explicit NamedLeaves(const Case& subject);

  /// Leaf numbers, each once; several where one name means several estimates, none where it means none.
  std::vector<std::size_t> find(std::string_view name) const;

  /// Every name, for hints.
  std::vector<std::string> names() const;

 private:
  void add(const std::string& name, std::size_t leaf);

  std::map<std::string, std::vector<std::size_t>> leaves_;  // by folded name
};

/// True for small letters, digits and _, beginning with a letter.
bool is_identifier(std::string_view name);

/// What to write instead of a name that means several estimates.
inline constexpr const char* name_of_one_option = "add the option's name after it: harms.<failure mode>.<stage>.<option>";

}  // namespace premortem

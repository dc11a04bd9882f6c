#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "input/named_leaves.hpp"
#include "input/row_number.hpp"
#include "premortem/quantity/formula.hpp"

namespace premortem {

/// What the names of formulas stand for in a case; quantities as they become known.
class QuantityNames {
 public:
  QuantityNames(Case& subject, const RowContext& context);

  /// Every name that a quantity has, also one that cannot be read.
  void declare(const std::string& quantity) { declared_.insert(quantity); }
  void define(const std::string& quantity, const Expression& expression) { defined_[quantity] = &expression; }

  /// Appends what a name stands for; absent if it stands for nothing, or for several things.
  /// @param place  of the formula, for an output of a model that is named first here
  std::optional<std::size_t> append(std::string_view name, Expression& into, const Place& place);

  /// True if a name was appended that stands for something which has an error of its own.
  bool met_broken_name() const { return broken_; }
  void forget_broken_name() { broken_ = false; }

  /// What is wrong with a name that stands for nothing, and what to do.
  struct Unknown {
    std::string what, hint;
  };
  Unknown explain(const std::string& name) const;

 private:
  std::optional<std::size_t> append_harmed(std::string_view name, Expression& into) const;
  std::size_t output_leaf(std::string_view path, const Place& place);

  Case& subject_;
  const RowContext& context_;
  NamedLeaves leaves_;
  std::map<std::string, std::vector<const FailureMode*>> harmed_;  // by folded `harm.<failure mode>.harmed`
  std::map<std::string, std::size_t> outputs_;                     // by folded path
  std::set<std::string> declared_;
  std::map<std::string, const Expression*> defined_;
  bool errors_before_ = false, broken_ = false;
};

}  // namespace premortem

#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "premortem/input/table.hpp"
#include "premortem/models/case.hpp"

namespace premortem {

/// Which chains a row of harms.csv is a stage of, where failure modes have rows of their own for some options: one chain
/// an option then, else one for all.
class OptionChains {
 public:
  /// @param options  of the case, in its order
  OptionChains(const Table& harms, const std::vector<std::string>& options, Case& subject);

  /// True, and reported, if the case has no such option.
  bool refuses(const TableCell& option, Diagnostics& diagnostics) const;

  /// The numbers of the failure modes in the case, made where the row is their first: that of its option; else that of
  /// every option the failure mode has rows for.
  std::vector<std::size_t> of(const TableRow& row);

  /// Reports options of which a failure mode with rows for others says nothing: they would look harmless.
  void check_complete(Diagnostics& diagnostics) const;

 private:
  std::size_t chain_of(const std::string& name, const std::string& option, const Place& place);
  Place place_of(const std::string& mode) const;

  const std::vector<std::string>& options_;
  Case& subject_;
  std::map<std::string, std::set<std::string>> stated_;               // by failure mode: the options it has rows for
  std::map<std::pair<std::string, std::string>, std::size_t> known_;  // by name and option
};

}  // namespace premortem

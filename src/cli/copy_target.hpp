#pragma once
#include <string>

#include "cli/verb.hpp"

namespace premortem::cli {

/// Where a cleaned copy goes, checked before anything is read.
struct CopyTarget {
  std::string path;
  bool is_folder = false;  ///< as the case is
  bool is_default = false; ///< beside the case, under the name that no -o changes
  bool force = false;
};

/// -o, else `<case>-fixed` beside the case: `NAME-fixed` for a folder, `x-fixed.csv` for a file x.csv.
/// @throws UsageError for options that do not go with --fix, a target that exists without --force, or one that is the
///         case or lies in it; FileError for a target of another kind
CopyTarget copy_target_of(const Arguments& arguments);

}  // namespace premortem::cli

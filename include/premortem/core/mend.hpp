#pragma once
#include <string>

#include "premortem/core/place.hpp"

namespace premortem {

/// One thing that was set right in a copy of an input file: mechanical, and with one reading only.
struct Mend {
  Place place;          ///< where it stood in the original: a line, and a cell where not the whole row was mended
  std::string what;     ///< what was done
  std::string code;     ///< of the finding that this answers; empty where none is made of it
  long last_line = 0;   ///< for what was done to several rows, one after the other
  int last_column = 0;  ///< for what was done to several cells
};

/// `harms.csv:4: an empty row removed`, as printable as a diagnostic.
std::string to_string(const Mend& mend);

}  // namespace premortem

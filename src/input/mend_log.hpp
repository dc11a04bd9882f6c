#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "premortem/core/mend.hpp"

namespace premortem {

/// Collects what was done to one file. The same done to one row after the other is one mend, so that a thousand empty
/// rows are one line to read.
class MendLog {
 public:
  explicit MendLog(std::string file) : file_(std::move(file)) {}

  /// What was done to one row.
  void add(long line, const std::string& what, const std::string& code);
  /// What was done to cells of it, numbered from 1.
  void add_cells(long line, std::size_t first, std::size_t last, const std::string& what, const std::string& code);
  /// What was done to a row from `line` to before `next_line`; joins the row before of which the same is told.
  void add_row(long line, long next_line, const std::string& what, const std::string& code);

  /// All of it, in the order of the lines.
  std::vector<Mend> mends() const;

 private:
  std::string file_;
  std::vector<Mend> mends_;
  std::map<std::string, std::size_t> last_;  // by what: the mend that may go on
};

}  // namespace premortem

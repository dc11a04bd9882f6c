#pragma once
#include <string>
#include <vector>

#include "premortem/report/run.hpp"

namespace premortem {

/// A template that `init` can write.
struct TemplateEntry {
  std::string name, title;
  std::vector<std::string> files;
};

/// A case that `init` has written.
struct NewCase {
  std::string folder, from;
  std::vector<std::string> files;
  std::vector<std::string> next;  ///< what to do, in order
};

/// @param format  table, json, csv or md
std::string templates_text(const std::vector<TemplateEntry>& entries, const Run& run, const std::string& format);
std::string new_case_text(const NewCase& made, const Run& run, const std::string& format);

}  // namespace premortem

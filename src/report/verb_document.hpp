#pragma once
#include <string>
#include <vector>

#include "report/text_table.hpp"

namespace premortem {

inline constexpr std::size_t document_width = 110;  ///< characters of a line in a terminal

/// A table with a heading and what is said of it.
struct DocumentPart {
  std::string heading;
  TextTable table;
  std::vector<std::string> lines;
};

/// What a verb says, before any form is given to it; nothing here is escaped yet.
struct VerbDocument {
  std::string title, decision;
  std::string lead;                 ///< what the result rests on; may be empty
  std::vector<DocumentPart> parts;  ///< columns that are empty in every row are left out
  std::vector<std::string> lines;
  std::string findings_heading;
  std::vector<std::string> findings, cautions;
};

std::string document_terminal(const VerbDocument& document);
std::string document_markdown(const VerbDocument& document);

}  // namespace premortem

#include "input/fix_hint.hpp"

#include <algorithm>

namespace premortem {
namespace {

bool answers(const Mend& mend, const Diagnostic& finding) {
  const bool on_its_line = mend.place.line <= finding.place.line && finding.place.line <= mend.last_line;
  if (mend.code == "title_row") return on_its_line;  // whatever is made of a title in place of a header
  if (mend.code != finding.code) return false;
  // These concern the whole file, and the reader ends at the first of them.
  if (mend.code == "encoding" || mend.code == "delimiter" || mend.code == "carriage_return") return true;
  const bool in_its_cells = mend.place.column <= finding.place.column && finding.place.column <= mend.last_column;
  return on_its_line && (mend.place.column == 0 || in_its_cells);
}

}  // namespace

std::string fix_hint(const Diagnostic& finding, std::span<const Mend> mends) {
  const bool answered = std::any_of(mends.begin(), mends.end(), [&](const Mend& mend) { return answers(mend, finding); });
  return answered ? fix_advice : "";
}

}  // namespace premortem

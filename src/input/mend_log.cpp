#include "input/mend_log.hpp"

#include <algorithm>

namespace premortem {

void MendLog::add(long line, const std::string& what, const std::string& code) { add_cells(line, 0, 0, what, code); }

void MendLog::add_cells(long line, std::size_t first, std::size_t last, const std::string& what, const std::string& code) {
  mends_.push_back({{file_, line, static_cast<int>(first)}, what, code, line, static_cast<int>(last)});
}

void MendLog::add_row(long line, long next_line, const std::string& what, const std::string& code) {
  const auto [found, fresh] = last_.emplace(what, mends_.size());
  if (!fresh && mends_[found->second].last_line + 1 == line) {
    mends_[found->second].last_line = next_line - 1;
    return;
  }
  found->second = mends_.size();
  mends_.push_back({{file_, line, 0}, what, code, next_line - 1, 0});
}

std::vector<Mend> MendLog::mends() const {
  auto all = mends_;
  for (auto& mend : all)
    if (mend.last_line > mend.place.line) mend.what += ", down to line " + std::to_string(mend.last_line);
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.place.line < b.place.line; });
  return all;
}

}  // namespace premortem

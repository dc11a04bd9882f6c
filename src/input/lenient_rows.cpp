#include "input/lenient_rows.hpp"

#include <algorithm>

#include "premortem/input/csv.hpp"

namespace premortem {

bool LenientRows::next(RawRow& row) {
  row.cells.clear();
  if (at_ == text_.size() || !sound_) return false;
  row.line = line_;
  for (bool more = true; more;) {
    row.cells.push_back(take_cell());
    more = sound_ && at_ < text_.size() && text_[at_] == delimiter_;
    if (more) ++at_;
    if (row.cells.size() > CsvOptions{}.max_columns) sound_ = more = false;
  }
  row.line_end = take_line_end();
  row.next_line = line_;
  return sound_;
}

std::string_view LenientRows::take_cell() {
  if (at_ < text_.size() && text_[at_] == '"') return take_quoted();
  const auto begin = at_;
  const auto ends = [this](char c) { return c == delimiter_ || c == '\n' || c == '\r' || c == '"'; };
  while (at_ < text_.size() && !ends(text_[at_])) ++at_;
  if (at_ < text_.size() && text_[at_] == '"') sound_ = false;
  return text_.substr(begin, at_ - begin);
}

std::string_view LenientRows::take_quoted() {
  const auto begin = at_;
  auto quote = text_.find('"', at_ + 1);
  while (quote != std::string_view::npos && text_.substr(quote + 1, 1) == "\"") quote = text_.find('"', quote + 2);
  at_ = quote == std::string_view::npos ? text_.size() : quote + 1;
  const auto next = text_.substr(at_, 1);
  sound_ = quote != std::string_view::npos && (next.empty() || next[0] == delimiter_ || next[0] == '\n' || next[0] == '\r');
  const auto cell = text_.substr(begin, at_ - begin);
  line_ += std::count(cell.begin(), cell.end(), '\n');
  return cell;
}

std::string_view LenientRows::take_line_end() {
  const auto rest = text_.substr(at_);
  const std::size_t length = rest.empty() || !sound_ ? 0 : rest.starts_with("\r\n") ? 2 : 1;
  at_ += length;
  ++line_;
  return rest.substr(0, length);
}

}  // namespace premortem

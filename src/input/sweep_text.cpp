#include "input/sweep_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem {
namespace {

SweepPiece without_blanks(std::string_view text, std::size_t at) {
  const auto begin = std::min(text.find_first_not_of(" \t"), text.size());
  const auto end = text.find_last_not_of(" \t");
  return {end == std::string_view::npos ? "" : std::string(text.substr(begin, end + 1 - begin)), at + begin};
}

}  // namespace

std::vector<SweepPiece> split(const SweepPiece& piece, char mark) {
  std::vector<SweepPiece> pieces;
  const std::string_view text = piece.text;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find(mark, begin), text.size());
    pieces.push_back(without_blanks(text.substr(begin, end - begin), piece.at + begin));
    begin = end + 1;
  }
  return pieces;
}

SweepText::SweepText(std::string whole) : whole_(std::move(whole)) {
  constexpr const char* forms = "NAME=lo:hi:count, NAME=log(lo,hi,count), NAME=a,b,c or NAME=x0.5,x1,x2";
  const auto shown = printable(shortened(whole_));
  const auto equals = whole_.find('=');
  if (equals == std::string::npos) throw UsageError(fmt::format("--vary \"{}\" is not of the form {}", shown, forms));
  name_ = without_blanks(std::string_view(whole_).substr(0, equals), 0).text;
  value_ = without_blanks(std::string_view(whole_).substr(equals + 1), equals + 1);
  if (name_.empty() || value_.text.empty())
    throw UsageError(fmt::format("--vary \"{}\" lacks {}; write {}", shown, name_.empty() ? "a name" : "values", forms));
  if (name_.ends_with('*')) throw UsageError(fmt::format("--vary \"{}\": multiples are written with an x; write NAME=x0.5,x1,x2", shown));
}

void SweepText::fail(const SweepPiece& piece, const std::string& what, const std::string& hint) const {
  const auto subject = fmt::format("\"{}\"", printable(shortened(piece.text)));
  std::string_view predicate = what;
  if (what.starts_with(subject)) predicate.remove_prefix(subject.size() + (what.size() > subject.size() && what[subject.size()] == ' ' ? 1 : 0));
  throw UsageError(fmt::format("--vary \"{}\": {} at character {} {}{}", printable(shortened(whole_)), subject, piece.at + 1, printable(predicate),
                               hint.empty() ? "" : "; " + printable(hint)));
}

}  // namespace premortem

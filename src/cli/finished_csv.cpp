#include "cli/finished_csv.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "cli/verb_sweep.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem::cli {
namespace {

/// Whether the file begins with one text and ends with the other.
bool has_ends(const std::string& path, const std::string& beginning, const std::string& end) {
  std::ifstream in(path, std::ios::binary);
  const auto piece = [&](std::size_t bytes) {
    std::string text(bytes, '\0');
    in.read(text.data(), static_cast<std::streamsize>(bytes));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
  };
  if (piece(beginning.size()) != beginning) return false;
  in.seekg(0, std::ios::end);
  const auto size = static_cast<std::size_t>(in.tellg());
  in.seekg(static_cast<std::streamoff>(size - std::min(size, end.size())));
  return piece(end.size()) == end;
}

}  // namespace

void require_own_ends(const SweepRequest& request, const std::string& header, const std::string& path) {
  const auto& ids = request.ids;
  auto beginning = header, end = header;  // of a part without points
  if (ids.count > 0) {
    auto evaluate = evaluator_of(request);
    beginning += evaluate(ids.first);
    end = ids.count == 1 ? beginning : "\n" + evaluate(ids.first + ids.count - 1);
  }
  std::error_code ignored;
  const bool is_whole = ids.count > 1 || std::filesystem::file_size(path, ignored) == beginning.size();
  if (!is_whole || !has_ends(path, beginning, end))
    throw UsageError(printable(path) + " is there and is not what this sweep gives; name another file with -o, or replace it with --force");
}

}  // namespace premortem::cli

#include "input/case_limits.hpp"

#include <fmt/format.h>

#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/input/csv.hpp"

namespace premortem {

void check_row_limit(const std::string& file, std::uint64_t rows) {
  constexpr std::uint64_t most_rows = 1'000'000;
  if (rows > most_rows)
    throw LimitError(fmt::format("{} has {} rows; the limit for a file that people write is {}", printable(file), rows, most_rows));
}

void check_all_limits(const std::string& file, std::string_view text) {
  Diagnostics unused;
  std::uint64_t rows = 0;
  parse_csv(text, file, {}, [&rows](const CsvRow&) { ++rows; }, unused);
  check_row_limit(file, rows > 0 ? rows - 1 : 0);  // without the header
}

}  // namespace premortem

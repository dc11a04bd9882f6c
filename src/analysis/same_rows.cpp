#include "analysis/same_rows.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <string>

#include "premortem/random/philox.hpp"

namespace premortem {
namespace {

std::uint64_t mixed(std::uint64_t h, std::uint64_t value) {
  h ^= value + 0x9e3779b97f4a7c15u + (h << 6) + (h >> 2);
  return h * 0xff51afd7ed558ccdu;  // the finaliser's constant of MurmurHash3
}

void take(std::vector<std::uint64_t>& rows, const std::vector<double>& column) {
  for (std::size_t i = 0; i < column.size(); ++i) rows[i] = mixed(rows[i], std::isnan(column[i]) ? 1 : std::bit_cast<std::uint64_t>(column[i] == 0 ? 0.0 : column[i]));
}

template <class Whole>
void take_whole(std::vector<std::uint64_t>& rows, const std::vector<Whole>& column) {
  for (std::size_t i = 0; i < column.size(); ++i) rows[i] = mixed(rows[i], static_cast<std::uint64_t>(static_cast<std::int64_t>(column[i])));
}

void take(std::vector<std::uint64_t>& rows, const NameColumn& column) {
  std::vector<std::uint64_t> id;
  for (const auto& name : column.names) id.push_back(variable_id(name));
  for (std::size_t i = 0; i < column.index.size(); ++i) rows[i] = mixed(rows[i], id[column.index[i]]);
}

std::vector<std::uint64_t> hashes(const WindowRows& w) {
  std::vector<std::uint64_t> rows(w.rows, 0);
  take(rows, w.score), take_whole(rows, w.label), take_whole(rows, w.label_second), take(rows, w.cohort), take_whole(rows, w.date), take_whole(rows, w.label_date);
  for (const auto& feature : w.features) {
    for (auto& row : rows) row = mixed(row, variable_id(feature.name));
    take(rows, feature.number), take(rows, feature.word);
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

}  // namespace

bool have_same_rows(const WindowRows& a, const WindowRows& b) { return a.rows > 0 && a.rows == b.rows && hashes(a) == hashes(b); }

}  // namespace premortem

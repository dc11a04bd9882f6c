#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "input/case_rows.hpp"

namespace premortem {

void read_training(const Table& table, Case& subject, RowContext& context) {
  std::map<double, Place> taken;
  bool unsorted = false;
  for (const auto& row : table.rows) {
    const auto errors = context.diagnostics.error_count();
    lacks(row, {"epoch", "train_loss", "valid_loss"}, context.diagnostics);
    const auto epoch = read_single_number(row.cell("epoch"), context);
    const auto train = read_single_number(row.cell("train_loss"), context), valid = read_single_number(row.cell("valid_loss"), context);
    if (epoch && *epoch < 0)
      context.diagnostics.error(row.cell("epoch").place, "negative", fmt::format("the epoch is \"{}\", expected 0 or more", row.cell("epoch").text), "");
    if (context.diagnostics.error_count() != errors || !epoch || !train || !valid) continue;
    const auto [before, fresh] = taken.emplace(*epoch, row.place());
    if (!fresh) {
      context.diagnostics.error(row.place(), "duplicate", fmt::format("epoch {} is already in {}", row.cell("epoch").text, to_string(before->second)), "keep one of the two rows");
      continue;
    }
    unsorted = unsorted || taken.rbegin()->first > *epoch;
    subject.training.push_back({*epoch, *train, *valid, row.place()});
  }
  if (unsorted) context.diagnostics.warn({table.file, 0, 0}, "order", "the rows are not in the order of their epochs and were sorted", "");
  std::sort(subject.training.begin(), subject.training.end(), [](const auto& a, const auto& b) { return a.epoch < b.epoch; });
}

}  // namespace premortem

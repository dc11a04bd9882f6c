#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "input/case_rows.hpp"
#include "premortem/core/nearest_name.hpp"

namespace premortem {

void read_events(const Table& table, Case& subject, RowContext& context) {
  static const std::array<std::string, 5> kinds{"release", "retrain", "holiday", "policy", "other"};  // as EventKind has them
  constexpr auto other = static_cast<std::size_t>(EventKind::other);
  std::map<std::pair<std::string, std::string>, Place> taken;
  bool unsorted = false;
  std::string last;
  for (const auto& row : table.rows) {
    const auto errors = context.diagnostics.error_count();
    lacks(row, {"date", "event"}, context.diagnostics);
    check_date(row.cell("date"), context.diagnostics);
    const auto kind = read_choice(row.cell("kind"), "kind", kinds, other, context.diagnostics);
    if (context.diagnostics.error_count() != errors) continue;
    KnownEvent event{row.cell("date").text, row.cell("event").text, static_cast<EventKind>(kind.value_or(other)), row.place()};
    const auto [before, fresh] = taken.emplace(std::pair(event.date, folded_name(event.event)), event.place);
    if (!fresh) {
      context.diagnostics.error(event.place, "duplicate", fmt::format("\"{}\" on {} is already in {}", event.event, event.date, to_string(before->second)), "keep one of the two rows");
      continue;
    }
    unsorted = unsorted || event.date < last;  // ISO dates compare as text
    last = std::max(last, event.date);
    subject.events.push_back(std::move(event));
  }
  if (unsorted) context.diagnostics.warn({table.file, 0, 0}, "order", "the rows are not in the order of their dates and were sorted", "");
  std::stable_sort(subject.events.begin(), subject.events.end(), [](const auto& a, const auto& b) { return a.date < b.date; });
}

}  // namespace premortem

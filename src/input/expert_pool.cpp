#include "input/expert_pool.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/nearest_name.hpp"

namespace premortem {
namespace {

bool is_data(const Leaf& leaf) { return leaf.shape == Shape::count || leaf.shape == Shape::rate || leaf.shape == Shape::sample; }

/// The leaf as the only member of its pool.
Leaf pool_of(const Leaf& first) {
  Leaf pool;
  pool.name = first.name;
  pool.label = first.label;
  pool.shape = Shape::pool;
  pool.evidence = first.evidence;
  pool.unit_kind = first.unit_kind;
  pool.unit = first.unit;
  pool.source = first.source;
  pool.place = first.place;
  pool.experts = {first};
  return pool;
}

void take_cells(Leaf& pool, const Leaf& expert) {
  for (const auto& [column, cell] : expert.cells) pool.cells[column + " (" + expert.expert + ")"] = cell;
}

bool refuse_data(const Leaf& leaf, Diagnostics& diagnostics) {
  if (!is_data(leaf)) return false;
  diagnostics.error(leaf.place, "expert", fmt::format("\"{}\" has several experts, but this row states data, which no opinion changes", leaf.label),
                    "keep the data alone, or empty the cells k and n");
  return true;
}

/// Two units are two quantities; an empty cell is that of the first row.
bool refuse_unit(const Leaf& pool, const Leaf& expert, Diagnostics& diagnostics) {
  if (expert.unit.empty() || expert.unit == pool.unit) return false;
  diagnostics.error(expert.place, "unit", fmt::format("the unit is \"{}\", but the first expert on \"{}\" counts in \"{}\"", expert.unit, expert.label, pool.unit), "write the same");
  return true;
}

/// By name, so that nothing depends on the order of the rows.
void sort_experts(Leaf& pool) {
  std::stable_sort(pool.experts.begin(), pool.experts.end(), [](const Leaf& a, const Leaf& b) { return folded_name(a.expert) < folded_name(b.expert); });
}

}  // namespace

bool is_second_opinion(const Leaf& first, const Leaf& second) {
  const bool named = first.shape == Shape::pool || !first.expert.empty();
  return named && !second.expert.empty();
}

bool pool_expert(Leaf& leaf, Leaf expert, Diagnostics& diagnostics) {
  if (leaf.shape != Shape::pool) {
    if (refuse_data(leaf, diagnostics)) return false;
    Leaf pool = pool_of(leaf);
    take_cells(pool, leaf);
    leaf = std::move(pool);
  }
  const auto same = std::find_if(leaf.experts.begin(), leaf.experts.end(),
                                 [&](const Leaf& e) { return folded_name(e.expert) == folded_name(expert.expert); });
  if (same != leaf.experts.end()) {
    diagnostics.error(expert.place, "duplicate", fmt::format("{} on \"{}\" stands already in {}", expert.expert, expert.label, to_string(same->place)),
                      "keep one row an expert");
    return false;
  }
  if (refuse_data(expert, diagnostics) || refuse_unit(leaf, expert, diagnostics)) return false;
  expert.unit = leaf.unit;
  if (expert.evidence != leaf.evidence) leaf.evidence = Evidence::expert;
  if (expert.source != leaf.source) leaf.source += (leaf.source.empty() || expert.source.empty() ? "" : "; ") + expert.source;
  take_cells(leaf, expert);
  leaf.experts.push_back(std::move(expert));
  sort_experts(leaf);
  return true;
}

}  // namespace premortem

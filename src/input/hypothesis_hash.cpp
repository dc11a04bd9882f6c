#include "premortem/input/hypothesis_hash.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "input/sha256.hpp"

namespace premortem {
namespace {

constexpr const char* advice = "a record that was edited proves nothing; take the one that was kept";

}  // namespace

std::string hypothesis_hash(const Hypothesis& hypothesis) {
  Sha256 hash;
  hash.add(frozen_text(hypothesis));
  return hash.hex();
}

std::string combined_hash(std::span<const FrozenHypothesis> hypotheses) {
  std::vector<std::string> hashes;
  for (const auto& h : hypotheses) hashes.push_back(h.sha256);
  std::sort(hashes.begin(), hashes.end());
  Sha256 all;
  for (const auto& h : hashes) all.add(h + "\n");
  return all.hex();
}

FrozenRecord frozen_record(std::span<const Hypothesis> hypotheses, const std::optional<std::string>& as_of) {
  FrozenRecord record;
  record.as_of = as_of.value_or("");
  for (const auto& h : hypotheses) {
    const auto why = why_not_frozen(h, as_of);
    if (why.empty()) record.hypotheses.push_back({h, hypothesis_hash(h)});
    else record.not_frozen.push_back({h.id, why});
  }
  record.sha256 = combined_hash(record.hypotheses);
  return record;
}

void check_hashes(const FrozenRecord& record, Diagnostics& diagnostics) {
  for (const auto& h : record.hypotheses)
    if (const auto own = hypothesis_hash(h.cells); own != h.sha256)
      diagnostics.error(h.cells.place, "frozen", fmt::format("the cells of the hypothesis \"{}\" have the hash {}, but the record says {}", h.cells.id, own, h.sha256), advice);
  if (const auto all = combined_hash(record.hypotheses); all != record.sha256)
    diagnostics.error({record.file, 0, 0}, "frozen", fmt::format("its hypotheses have together the hash {}, but the record says {}", all, record.sha256), advice);
}

}  // namespace premortem

#include "input/quantity_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "premortem/core/nearest_name.hpp"

namespace premortem {
namespace {

/// The verbs whose JSON holds what models compute.
constexpr std::array<std::string_view, 5> model_verbs{"harm", "tradeoff", "latency", "calendar", "trigger"};

bool is_output_path(std::string_view name) {
  const auto point = name.find('.');
  if (point == std::string_view::npos || point + 1 == name.size()) return false;
  return std::find(model_verbs.begin(), model_verbs.end(), name.substr(0, point)) != model_verbs.end();
}

bool is_harmed(const std::string& folded) { return folded.starts_with("harm.") && folded.ends_with(".harmed"); }

/// A name of a file whose rows may have been lost to an error of their own.
bool is_of_a_chain(const std::string& folded) {
  return folded.starts_with("harms.") || folded.starts_with("risks.") || folded.starts_with("mitigations.") || is_harmed(folded);
}

}  // namespace

QuantityNames::QuantityNames(Case& subject, const RowContext& context)
    : subject_(subject), context_(context), leaves_(subject), errors_before_(context.diagnostics.has_errors()) {
  for (const auto& mode : subject.failure_modes) {
    harmed_[folded_name("harm." + title_of(mode) + ".harmed")].push_back(&mode);
    if (!mode.option.empty()) harmed_[folded_name("harm." + mode.name + ".harmed")].push_back(&mode);
  }
}

std::optional<std::size_t> QuantityNames::append(std::string_view name, Expression& into, const Place& place) {
  const std::string exact(name);
  if (const auto quantity = defined_.find(exact); quantity != defined_.end()) return into.append(*quantity->second);
  if (const auto leaves = leaves_.find(name); leaves.size() == 1) return into.leaf(leaves.front());
  else if (leaves.size() > 1) return std::nullopt;
  if (auto harmed = append_harmed(name, into)) return harmed;
  const std::string folded = folded_name(name);
  const bool broken = declared_.count(exact) > 0 || context_.assumption_names.count(exact) > 0 || (errors_before_ && is_of_a_chain(folded));
  if (broken) {
    broken_ = true;
    return into.constant(0);
  }
  if (is_output_path(name) && !is_harmed(folded)) return into.leaf(output_leaf(name, place));
  return std::nullopt;
}

/// The people harmed by a failure mode, what is in place counted in.
std::optional<std::size_t> QuantityNames::append_harmed(std::string_view name, Expression& into) const {
  const auto modes = harmed_.find(folded_name(name));
  if (modes == harmed_.end() || modes->second.size() != 1) return std::nullopt;
  const auto& mode = *modes->second.front();
  return into.append(harmed_by_chain(mitigated(mode, in_place(mode)), 1));
}

std::size_t QuantityNames::output_leaf(std::string_view path, const Place& place) {
  const auto [known, fresh] = outputs_.emplace(folded_name(path), subject_.leaves.size());
  if (!fresh) return known->second;
  Leaf leaf;
  leaf.name = leaf.label = path;
  leaf.unknown = true;
  leaf.place = place;
  subject_.outputs.push_back({leaf.name, known->second, place});
  subject_.leaves.push_back(std::move(leaf));
  return known->second;
}

QuantityNames::Unknown QuantityNames::explain(const std::string& name) const {
  const auto harmed = harmed_.find(folded_name(name));
  const bool several = leaves_.find(name).size() > 1 || (harmed != harmed_.end() && harmed->second.size() > 1);
  if (several) {
    const auto hint = harmed == harmed_.end() ? std::string(name_of_one_option) : fmt::format("write the name with its option: \"harm.{}.harmed\"", title_of(*harmed->second.front()));
    return {fmt::format("\"{}\" means several, one an option", name), hint};
  }
  auto known = leaves_.names();
  known.insert(known.end(), declared_.begin(), declared_.end());
  for (const auto& [path, modes] : harmed_) known.push_back(path);
  const auto near = nearest_name(name, known);
  return {fmt::format("nothing is named \"{}\"", name),
          near ? fmt::format("did you mean \"{}\"?", *near) : "names are those of assumptions, quantities, stages (harms.<failure mode>.<stage>) and outputs (harm.<failure mode>.harmed)"};
}

}  // namespace premortem

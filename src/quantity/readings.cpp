#include "premortem/quantity/readings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

std::vector<Place> places_of(std::span<const Leaf> leaves, const std::vector<std::size_t>& numbers) {
  std::vector<Place> places;
  for (const auto i : numbers) {
    places.push_back(leaves[i].place);
    for (const auto& expert : leaves[i].experts) places.push_back(expert.place);
  }
  return places;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
    text += words[i];
  }
  return text;
}

/// `row a.csv:2` or `rows a.csv:2 and 3`; an option of the command line is no row.
std::string rows(const std::vector<Place>& places) {
  const auto text = row_list(places);
  if (std::all_of(places.begin(), places.end(), [](const Place& p) { return p.line == 0; })) return text;
  const bool several = std::any_of(places.begin(), places.end(), [&](const Place& p) { return p.file != places.front().file || p.line != places.front().line; });
  return (several ? "rows " : "row ") + text;
}

/// "the guess in row ... holds"; a value that was measured, but without the size of its sample, is a single value.
std::string single_condition(std::span<const Leaf> leaves, const std::vector<std::size_t>& numbers, const char* what,
                             const char* plural) {
  const auto where = rows(places_of(leaves, numbers));
  return numbers.size() == 1 ? fmt::format("the {} in {} holds", what, where) : fmt::format("the {} in {} hold", plural, where);
}

std::string guess_condition(std::span<const Leaf> leaves, const BoundGrounds& g) {
  std::vector<std::size_t> guessed, measured;
  for (const auto i : g.guesses) (is_vouched(leaves[i]) ? measured : guessed).push_back(i);
  std::vector<std::string> conditions;
  if (!guessed.empty()) conditions.push_back(single_condition(leaves, guessed, "guess", "guesses"));
  if (!measured.empty()) conditions.push_back(single_condition(leaves, measured, "single value", "single values"));
  return joined(conditions);
}

std::string limit_condition(std::span<const Leaf> leaves, const BoundGrounds& g) {
  return "the limits in " + rows(places_of(leaves, g.limits)) + " hold";
}

/// What must hold besides the data. Limits and guesses that stand in the same row are named together.
std::vector<std::string> conditions_of(std::span<const Leaf> leaves, const BoundGrounds& g) {
  const auto limits = places_of(leaves, g.limits), guesses = places_of(leaves, g.guesses);
  const bool guessed = std::none_of(g.guesses.begin(), g.guesses.end(), [&](auto i) { return is_vouched(leaves[i]); });
  if (!limits.empty() && !guesses.empty() && guessed && row_list(limits) == row_list(guesses))
    return {"the limits and guesses in " + rows(limits) + " hold"};
  std::vector<std::string> conditions;
  if (!limits.empty()) conditions.push_back(limit_condition(leaves, g));
  if (!guesses.empty()) conditions.push_back(guess_condition(leaves, g));
  return conditions;
}

std::string belief_condition(std::span<const Leaf> leaves, const BoundGrounds& g) {
  auto numbers = g.beliefs;
  numbers.insert(numbers.end(), g.limits.begin(), g.limits.end());
  std::sort(numbers.begin(), numbers.end());
  return "the experts' ranges in " + rows(places_of(leaves, numbers)) + " are right";
}

}  // namespace

std::string_view name_of(BoundBasis basis) {
  switch (basis) {
    case BoundBasis::sampled: return "sampled";
    case BoundBasis::limits: return "limits";
    case BoundBasis::belief: return "belief";
  }
  return "";
}

BoundGrounds grounds_of(std::span<const Leaf> leaves, std::span<const std::size_t> used) {
  BoundGrounds g;
  for (const auto i : used) {
    switch (kind_of(leaves[i])) {
      case LeafKind::exact: break;
      case LeafKind::guess: g.guesses.push_back(i); break;
      case LeafKind::sampled:
        ++g.sampled;
        if (leaves[i].low || leaves[i].high) g.limits.push_back(i);  // the mean of a sample has no bound without them
        break;
      case LeafKind::limits: g.limits.push_back(i); break;
      case LeafKind::belief: g.beliefs.push_back(i); break;
    }
  }
  if (!g.beliefs.empty()) g.basis = BoundBasis::belief;
  else g.basis = g.sampled > 0 ? BoundBasis::sampled : BoundBasis::limits;
  return g;
}

double alpha_of_each(const BoundGrounds& grounds, double confidence) {
  return (1 - confidence) / std::max(1, grounds.sampled);
}

double alpha_of(const Leaf& leaf, const BoundGrounds& grounds, double confidence) {
  return kind_of(leaf) == LeafKind::sampled ? alpha_of_each(grounds, confidence) : 1 - confidence;
}

std::string bounded_claim(const BoundReading& bound, std::string_view claim, std::string_view exact_claim,
                          std::span<const Leaf> leaves, double confidence) {
  if (!bound.interval) return {};
  const BoundGrounds& g = bound.grounds;
  if (g.basis == BoundBasis::belief) {
    const std::string guesses = g.guesses.empty() ? "" : " and " + guess_condition(leaves, g);
    return fmt::format("{} if {}{}", claim, belief_condition(leaves, g), guesses);
  }
  const std::vector<std::string> conditions = conditions_of(leaves, g);
  if (g.basis == BoundBasis::sampled) {
    const std::string provided = conditions.empty() ? "" : ", provided " + joined(conditions);
    return fmt::format("{}, with {} confidence{}", claim, confidence_text(confidence), provided);
  }
  if (conditions.empty()) return fmt::format("{}, all inputs taken as exact", exact_claim);
  return fmt::format("{} if {}", claim, joined(conditions));
}

std::string bound_sentence(const BoundReading& bound, std::string_view amount, std::span<const Leaf> leaves,
                           double confidence) {
  return bounded_claim(bound, fmt::format("on average at most {}", amount), fmt::format("on average {}", amount), leaves, confidence);
}

std::string row_list(std::span<const Place> places) {
  std::vector<std::pair<std::string, std::set<long>>> lines_by_file;
  for (const auto& p : places) {
    auto file = std::find_if(lines_by_file.begin(), lines_by_file.end(), [&](const auto& f) { return f.first == p.file; });
    if (file == lines_by_file.end()) file = lines_by_file.insert(file, {p.file, {}});
    if (p.line > 0) file->second.insert(p.line);
  }
  std::vector<std::string> files;
  for (const auto& [file, lines] : lines_by_file) {
    std::vector<std::string> numbers;
    for (const long line : lines) numbers.push_back(std::to_string(line));
    files.push_back(numbers.empty() ? file : file + ":" + joined(numbers));
  }
  return joined(files);
}

}  // namespace premortem

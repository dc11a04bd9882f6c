#include "input/option_chains.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/nearest_name.hpp"

namespace premortem {

OptionChains::OptionChains(const Table& harms, const std::vector<std::string>& options, Case& subject) : options_(options), subject_(subject) {
  for (const auto& row : harms.rows)
    if (!row.cell("option").empty()) stated_[row.cell("failure_mode").text].insert(row.cell("option").text);
}

bool OptionChains::refuses(const TableCell& option, Diagnostics& diagnostics) const {
  if (option.empty() || std::find(options_.begin(), options_.end(), option.text) != options_.end()) return false;
  const auto near = nearest_name(option.text, options_);
  diagnostics.error(option.place, "option", fmt::format("options.csv has no option \"{}\"", option.text),
                    near ? fmt::format("did you mean \"{}\"?", *near) : "add its row there");
  return true;
}

std::vector<std::size_t> OptionChains::of(const TableRow& row) {
  const auto name = row.cell("failure_mode").text, option = row.cell("option").text;
  const auto stated = stated_.find(name);
  if (stated == stated_.end()) return {chain_of(name, "", row.place())};
  std::vector<std::size_t> all, own;
  for (const auto& o : options_) {
    if (stated->second.count(o) == 0) continue;
    all.push_back(chain_of(name, o, row.place()));
    if (o == option) own.push_back(all.back());
  }
  if (all.empty()) return {chain_of(name, "", row.place())};  // its options are all unknown, and reported where they stand
  return own.empty() ? all : own;
}

std::size_t OptionChains::chain_of(const std::string& name, const std::string& option, const Place& place) {
  const auto [known, fresh] = known_.emplace(std::pair(name, option), subject_.failure_modes.size());
  if (fresh) {
    subject_.failure_modes.emplace_back();
    subject_.failure_modes.back().name = name;
    subject_.failure_modes.back().option = option;
    subject_.failure_modes.back().place = place;
  }
  return known->second;
}

Place OptionChains::place_of(const std::string& mode) const {
  const auto found = std::find_if(subject_.failure_modes.begin(), subject_.failure_modes.end(), [&](const auto& m) { return m.name == mode; });
  return found == subject_.failure_modes.end() ? Place{"harms.csv", 0, 0} : found->place;
}

void OptionChains::check_complete(Diagnostics& diagnostics) const {
  for (const auto& [mode, stated] : stated_)
    for (const auto& option : options_)
      if (stated.count(option) == 0)
        diagnostics.error(place_of(mode), "option", fmt::format("\"{}\" has rows for other options, but none for \"{}\"", mode, option),
                          "add its rows; write 0 in best where it cannot happen");
}

}  // namespace premortem

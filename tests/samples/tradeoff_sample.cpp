#include "samples/tradeoff_sample.hpp"

#include <algorithm>
#include <stdexcept>

#include "premortem/input/case_folder.hpp"

namespace premortem::testing {
namespace {

template <class Range, class Matches>
const auto& first_of(const Range& range, const std::string& what, Matches matches) {
  const auto found = std::find_if(range.begin(), range.end(), matches);
  if (found == range.end()) throw std::out_of_range("there is no " + what);
  return *found;
}

}  // namespace

TradeoffResult tradeoff_of(const std::string& sample, const std::vector<std::string>& overrides, const std::vector<double>& thresholds) {
  CaseRequest request;
  request.path = std::string(PREMORTEM_SOURCE_DIR) + "/samples/" + sample;
  request.role = "predictions.csv";
  for (const auto& text : overrides) request.overrides.push_back({text});
  TradeoffSettings settings;
  settings.thresholds = thresholds;
  TradeoffResult result;
  result.subject = read_case(request);
  result.assessment = assess_tradeoff(result.subject, settings);
  return result;
}

std::string shown(const TradeoffResult& result) {
  std::string text;
  for (const char c : tradeoff_terminal({result, {}}, {"0", "tradeoff", "premortem tradeoff", {}, {}})) {
    const bool space = c == ' ' || c == '\n';
    if (!space) text += c;
    else if (!text.empty() && text.back() != ' ') text += ' ';
  }
  return text;
}

const OptionPoint& option(const TradeoffResult& result, const std::string& name) {
  return first_of(result.assessment.options.value().options, name, [&](const auto& p) { return result.subject.options[p.option].name == name; });
}

std::string chosen(const TradeoffResult& result) {
  const auto& options = result.assessment.options.value();
  return options.chosen ? result.subject.options[options.options[*options.chosen].option].name : "";
}

double worth(const TradeoffResult& result, const std::string& plan) {
  return first_of(result.assessment.ship, plan, [&](const auto& s) { return s.plan == plan; }).npv;
}

const Finding& finding(const TradeoffResult& result, const std::string& kind) {
  return first_of(result.assessment.findings, kind, [&](const auto& f) { return f.kind == kind; });
}

double number(const Finding& found, const std::string& name) {
  return first_of(found.numbers, name, [&](const auto& n) { return n.first == name; }).second;
}

}  // namespace premortem::testing

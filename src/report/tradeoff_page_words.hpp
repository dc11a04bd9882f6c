#pragma once
#include <string>
#include <vector>

#include "premortem/report/run.hpp"
#include "premortem/report/tradeoff_report.hpp"
#include "report/text_table.hpp"

namespace premortem {

/// The trade-off as the page says it: one small table and a few sentences.
struct TradeoffPageWords {
  TextTable table;
  std::vector<std::string> lines;
};

/// The result of the verb tradeoff that the page holds. @pre the result has a trade-off
TradeoffResult tradeoff_of(const HarmResult& result);

TradeoffPageWords tradeoff_page_words(const TradeoffResult& result);

/// Whether the harm of the case differs from option to option, so that the table of options is that of the harm.
bool harm_has_options(const Case& subject);

}  // namespace premortem

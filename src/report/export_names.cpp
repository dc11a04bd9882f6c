#include "report/export_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem {
namespace {

std::string unused(std::string name, std::set<std::string>& taken) {
  const std::string first = name;
  for (int i = 2; !taken.insert(name).second; ++i) name = fmt::format("{}_{}", first, i);
  return name;
}

}  // namespace

std::string plain_name(const std::string& text, const std::string& otherwise) {
  std::string name;
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z', plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const char shown = upper ? static_cast<char>(c - 'A' + 'a') : plain ? c : '_';
    if (shown != '_' || (!name.empty() && name.back() != '_')) name += shown;
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  constexpr std::size_t most = 50;
  if (name.size() > most) name.resize(most);
  if (name.empty()) return otherwise;
  return name[0] >= '0' && name[0] <= '9' ? "_" + name : name;
}

std::string dns_name(std::string name) {
  std::replace(name.begin(), name.end(), '_', '-');
  return name.substr(std::min(name.find_first_not_of('-'), name.size()));
}

std::vector<ExportName> export_names(const std::vector<Monitor>& monitors) {
  std::vector<ExportName> names;
  std::set<std::string> alerts, taken;
  std::map<std::string, std::string> series;  // by metric: blanks, hyphens and capitals make no other one, as in history.csv
  for (std::size_t i = 0; i < monitors.size(); ++i) {
    const Monitor& m = monitors[i];
    const std::string counts = m.statistic() == MonitorStatistic::normal ? "" : "_count";
    const std::string alert = unused(plain_name(m.title(), fmt::format("monitor_{}", i + 1)), alerts);
    const auto [known, fresh] = series.emplace(folded_name(m.metric) + counts, "");
    if (fresh) known->second = unused(plain_name(m.metric, fmt::format("metric_{}", i + 1)) + counts, taken);
    names.push_back({known->second, alert, dns_name(alert)});
  }
  return names;
}

std::string yaml_text(const std::string& text) { return nlohmann::json(printable(text)).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace); }

}  // namespace premortem

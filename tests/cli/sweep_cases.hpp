#pragma once
#include <cstdio>
#include <string>
#include <vector>

#include "cli/program.hpp"

namespace premortem::test {

/// 10,000,000 people and four estimates on the way to harm.
inline const Files harm_job{{"assumptions.csv",
                             "name,low,best,high,shape,k,n,unit\n"
                             "users,,1e7,,point,,,people\n"
                             "high_risk,,,,beta,10,10000,share\n"
                             "exposed,.02,.05,.10,pert,,,share\n"
                             "irreversible,0.0517923,0.1,0.1930788,lognormal,,,share\n"
                             "scale,.5,1,1.8,triangular,,,factor\n"},
                            {"quantities.csv", "name,formula,unit\nharmed,users*high_risk*exposed*irreversible*scale,people\n"}};

/// 1,000,000 people, 3 of 1000 hit, 2% to 10% of those hurt.
inline const Files refunds{{"failure_modes.csv", "failure_mode,description\nwrong refund,paid twice\n"},
                           {"harms.csv",
                            "failure_mode,stage,low,best,high,k,n,unit\n"
                            "wrong refund,users,,1e6,,,,people per year\n"
                            "wrong refund,wrong,,,,3,1000,share\n"
                            "wrong refund,hurt,.02,.05,.10,,,share\n"}};

/// B costs less and misses more; a false alarm costs more than a miss.
inline const Files cheaper_option{{"assumptions.csv", "name,best\nvolume_per_day,100000\npositive_rate,0.05\ncost_per_false_positive,30\ncost_per_false_negative,20\n"},
                                  {"options.csv", "option,recall,precision,cost_per_year\nA,0.90,0.85,1000000\nB,0.855,0.88,600000\n"}};

/// A share right that falls by .002 a week towards its floor.
inline const Files falling = [] {
  std::string history = "date,metric,value,n\n";
  for (int i = 0; i < 30; ++i) {
    const int day = i * 7;
    char row[96];
    std::snprintf(row, sizeof row, "2026-%02d-%02d,accuracy,%.4f,5000\n", 1 + day / 28, 1 + day % 28, 0.95 - 0.002 * i + (i % 3 - 1) * 0.001);
    history += row;
  }
  return Files{{"history.csv", history}, {"floors.csv", "metric,floor\naccuracy,0.88\n"}};
}();

/// With few samples, so that a point takes milliseconds.
inline std::vector<std::string> sweep_words(std::vector<std::string> options, const std::string& format) {
  options.insert(options.begin(), {"sweep", "case", "--samples", "2000", "--quiet"});
  options.insert(options.end(), {"--format", format});
  return options;
}

inline Outcome sweep(const Files& files, const std::vector<std::string>& options, const std::string& format = "table") { return run(files, sweep_words(options, format)); }
inline Outcome sweep(const Workplace& place, const std::vector<std::string>& options, const std::string& format = "table") { return run(place, sweep_words(options, format)); }

inline std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts(1);
  for (const char c : text)
    if (c == at) parts.emplace_back();
    else parts.back() += c;
  return parts;
}

/// Each without its line end.
inline std::vector<std::string> lines_of(const std::string& text) {
  auto lines = split(text, '\n');
  if (lines.back().empty()) lines.pop_back();
  return lines;
}

}  // namespace premortem::test

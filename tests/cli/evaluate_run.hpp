#pragma once
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "cli/sweep_cases.hpp"

namespace premortem::test {

/// The harm job with formulas of one's own.
inline Files job_with(const std::string& quantities) {
  Files files = harm_job;
  files["quantities.csv"] = quantities;
  return files;
}

inline Files with(Files files, const std::string& name, const std::string& text) {
  files[name] = text;
  return files;
}

inline Outcome evaluate(const Files& files, std::vector<std::string> options = {}) {
  options.insert(options.begin(), {"evaluate", "case"});
  return run(files, options);
}

inline nlohmann::json quantities_of(const Files& files, std::vector<std::string> options = {}) {
  options.insert(options.end(), {"--format", "json", "--quiet"});
  const auto outcome = evaluate(files, options);
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  return nlohmann::json::parse(outcome.out)["result"]["quantities"];
}

}  // namespace premortem::test

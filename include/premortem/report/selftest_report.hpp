#pragma once
#include <string>
#include <vector>

#include "premortem/analysis/selftest.hpp"
#include "premortem/report/run.hpp"

namespace premortem {

std::string selftest_terminal(const std::vector<SelftestCase>& cases);
std::string selftest_markdown(const std::vector<SelftestCase>& cases);
std::string selftest_csv(const std::vector<SelftestCase>& cases);
std::string selftest_json(const std::vector<SelftestCase>& cases, const Run& run);

}  // namespace premortem

#pragma once
#include <ostream>
#include <rapidcheck.h>
#include <sstream>
#include <string>
#include <utility>

/// The outcome of a property on 1,000 random cases of a fixed seed; use as CHECK(holds_for_all([] { ... })).
struct PropertyOutcome {
  bool holds = false;
  std::string report;  ///< the smallest failing case and how to reproduce it
  explicit operator bool() const { return holds; }
};

inline std::ostream& operator<<(std::ostream& out, const PropertyOutcome& outcome) { return out << outcome.report; }

template <class Property>
PropertyOutcome holds_for_all(Property&& property) {
  rc::detail::TestParams params;
  params.maxSuccess = 1000;
  params.seed = 20260101;
  const auto result = rc::detail::checkTestable(std::forward<Property>(property), rc::detail::TestMetadata(), params);
  std::ostringstream report;
  rc::detail::printResultMessage(result, report);
  return {result.template is<rc::detail::SuccessResult>(), report.str()};
}

#pragma once
#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <sstream>

namespace premortem::test {

/// Checks a property over 1,000 random cases, the same ones on every run; what fails is shown in its smallest form.
template <class Testable>
void holds_for_a_thousand_cases(Testable&& testable) {
  rc::detail::TestParams params;
  params.maxSuccess = 1000;
  params.seed = 20260228;
  const auto result = rc::detail::checkTestable(std::forward<Testable>(testable), rc::detail::TestMetadata(), params);
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  INFO(text.str());
  CHECK(result.template is<rc::detail::SuccessResult>());
}

}  // namespace premortem::test

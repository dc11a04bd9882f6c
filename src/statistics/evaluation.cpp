#include "statistics/evaluation.hpp"

#include <charconv>

namespace premortem {
namespace {

/// Shortest text that reads back as the same double, whatever the locale.
std::string shortest(double x) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, x);
  return {buffer, end.ptr};
}

}  // namespace

void refuse(const char* function, NamedInputs inputs, const std::string& why) {
  std::string text = function;
  const char* separator = "(";
  for (const auto& input : inputs) {
    text += separator + std::string(input.name) + "=" + shortest(input.value);
    separator = ", ";
  }
  throw DomainError(text + "): " + why);
}

}  // namespace premortem

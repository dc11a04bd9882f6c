#include "premortem/core/diagnostic.hpp"

#include <utility>

#include "premortem/core/utf8.hpp"

namespace premortem {

std::string to_string(const Diagnostic& d) {
  const std::string kind = d.severity == Severity::error ? "error" : "warning";
  std::string text = to_string(d.place) + ": " + kind + "[" + d.code + "]: " + d.message;
  if (!d.hint.empty()) text += "; " + d.hint;
  return printable(text);
}

void Diagnostics::error(Place place, std::string code, std::string message, std::string hint) {
  ++errors_;
  if (kept_.size() < kept_errors)
    kept_.push_back({Severity::error, std::move(place), std::move(code), std::move(message), std::move(hint)});
}

void Diagnostics::warn(Place place, std::string code, std::string message, std::string hint) {
  warnings_.push_back({Severity::warning, std::move(place), std::move(code), std::move(message), std::move(hint)});
}

void Diagnostics::append(const Diagnostics& later) {
  for (const auto& d : later.kept_)
    if (kept_.size() < kept_errors) kept_.push_back(d);
  warnings_.insert(warnings_.end(), later.warnings_.begin(), later.warnings_.end());
  errors_ += later.errors_;
}

void Diagnostics::add_to_hints(std::size_t errors, std::size_t warnings, const std::function<std::string(const Diagnostic&)>& more) {
  const auto add = [&more](Diagnostic& d) {
    const auto hint = more(d);
    if (!hint.empty()) d.hint += (d.hint.empty() ? "" : "; ") + hint;
  };
  for (std::size_t i = errors; i < kept_.size(); ++i) add(kept_[i]);
  for (std::size_t i = warnings; i < warnings_.size(); ++i) add(warnings_[i]);
}

InputError::InputError(Diagnostics found) : found_(std::move(found)) {
  for (const auto& d : found_.errors()) text_ += to_string(d) + "\n";
  const auto n = found_.error_count();
  if (n > found_.errors().size()) text_ += "first " + std::to_string(found_.errors().size()) + " shown, ";
  text_ += std::to_string(n) + (n == 1 ? " error" : " errors");
}

}  // namespace premortem

#include "report/output_path.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem {
namespace {

/// The words by which an element of a list is known, the widest last: "accuracy.north", "accuracy_(north)", "accuracy"; empty where it has none.
std::vector<std::string> keys_of(const Json& element) {
  if (!element.is_object() || element.empty()) return {};
  const Json& first = *element.begin();
  if (!first.is_string()) return {};
  const auto key = folded_name(first.get<std::string>());
  for (const auto* part : {"option", "cohort"}) {
    const auto second = element.find(part);
    if (second == element.end() || !second->is_string() || second->get<std::string>().empty() || &*second == &first) continue;
    const auto narrower = folded_name(second->get<std::string>());
    return {key + "." + narrower, key + "_(" + narrower + ")", key};
  }
  return {key};
}

/// What remains of a path after a key at its start; absent if it does not begin with it.
std::optional<std::string> rest_after(const std::string& path, const std::string& key) {
  if (key.empty() || !path.starts_with(key)) return std::nullopt;
  if (path.size() == key.size()) return std::string();
  if (path[key.size()] != '.') return std::nullopt;
  return path.substr(key.size() + 1);
}

const Json* find(const Json& at, const std::string& path);

/// @throws UsageError where a key is that of several elements, which only a longer one tells apart
const Json* find_in_list(const Json& list, const std::string& path) {
  const Json* found = nullptr;
  std::vector<std::string> named;
  for (const bool narrow : {true, false}) {
    for (const auto& element : list) {
      for (const auto& key : keys_of(element)) {
        if ((key != keys_of(element).back()) != narrow) continue;
        const auto rest = rest_after(path, key);
        const auto* value = rest ? find(element, *rest) : nullptr;
        if (!value) continue;
        if (!found) found = value;
        if (named.empty() || named.back() != keys_of(element).front()) named.push_back(keys_of(element).front());
      }
    }
    if (narrow && found) return found;
  }
  if (named.size() > 1) throw UsageError(fmt::format("\"{}\" means several: {}", printable(path), printable(fmt::format("{}", fmt::join(named, ", ")))));
  return found;
}

const Json* find_member(const Json& object, const std::string& path) {
  for (const auto& [name, value] : object.items())
    if (const auto rest = rest_after(path, folded_name(name)))
      if (const auto* found = find(value, *rest)) return found;
  return nullptr;
}

const Json* find(const Json& at, const std::string& path) {
  if (path.empty()) {
    const auto value = at.is_object() ? at.find("value") : at.end();
    return value != at.end() ? &*value : &at;
  }
  if (at.is_array()) return find_in_list(at, path);
  if (!at.is_object()) return nullptr;
  if (const auto* found = find_member(at, path)) return found;
  for (const auto& [name, value] : at.items())
    if (value.is_array())
      if (const auto* found = find_in_list(value, path)) return found;
  return nullptr;
}

void collect(const Json& at, const std::string& path, std::vector<std::string>& paths) {
  if (at.is_object()) {
    for (const auto& [name, value] : at.items())
      if (!name.ends_with("_why")) collect(value, path.empty() ? name : path + "." + name, paths);
    return;
  }
  if (!at.is_array()) {
    if (!path.empty()) paths.push_back(path);
    return;
  }
  for (const auto& element : at)
    if (const auto keys = keys_of(element); !keys.empty()) collect(element, path + "." + keys.front(), paths);
}

}  // namespace

const Json* value_at(const Json& result, const std::string& path) {
  if (path.empty()) return nullptr;
  return find(result, folded_name(path));
}

std::string why_absent(const Json& result, const std::string& path) {
  // The reason stands beside the value, or beside the part of the result that holds it.
  for (std::string part = path; !part.empty();) {
    const auto* why = value_at(result, part + "_why");
    if (why && why->is_string()) return why->get<std::string>();
    const auto last = part.rfind('.');
    if (last == std::string::npos) break;
    part.resize(last);
  }
  return {};
}

std::vector<std::string> paths_of(const Json& result) {
  std::vector<std::string> paths;
  collect(result, "", paths);
  return paths;
}

}  // namespace premortem

#pragma once
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace premortem::testing {

/// One of docs/schema, ready to validate against.
class JsonSchema {
 public:
  /// @param name  "harm" for docs/schema/harm.schema.json
  explicit JsonSchema(const std::string& name);
  ~JsonSchema();
  /// What is wrong with the document, one finding a line; empty if it is valid.
  std::string findings(const nlohmann::json& document) const;

 private:
  struct Parsed;
  std::unique_ptr<Parsed> parsed_;
};

/// Paths of the nulls that have no `<name>_why` beside them, and of the `_why` that stand beside a value.
std::vector<std::string> unexplained_nulls(const nlohmann::json& document);

}  // namespace premortem::testing

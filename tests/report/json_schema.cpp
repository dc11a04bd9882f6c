#include "json_schema.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace premortem::testing {
namespace {

using Adapter = valijson::adapters::NlohmannJsonAdapter;

nlohmann::json read_schema(const std::string& file) {
  std::ifstream in(std::string(PREMORTEM_SOURCE_DIR) + "/docs/schema/" + file);
  if (!in) throw std::runtime_error("no schema " + file);
  return nlohmann::json::parse(in);
}

std::string step(const std::string& path, const std::string& name) { return path + "/" + name; }

bool explains(const nlohmann::json& object, const std::string& name) {
  const auto why = object.find(name + "_why");
  return why != object.end() && why->is_string() && !why->get<std::string>().empty();
}

bool holds_null(const nlohmann::json& node) {
  return node.is_array() && std::any_of(node.begin(), node.end(), [](const auto& x) { return x.is_null(); });
}

/// @param explained  the reason for nulls of this list stands beside it
void look(const nlohmann::json& node, const std::string& path, std::vector<std::string>& found, bool explained = false) {
  if (node.is_array())
    for (std::size_t i = 0; i < node.size(); ++i) {
      if (node[i].is_null() && !explained) found.push_back(step(path, std::to_string(i)));
      look(node[i], step(path, std::to_string(i)), found);
    }
  if (!node.is_object()) return;
  for (const auto& [name, value] : node.items()) {
    if (value.is_null() && !explains(node, name)) found.push_back(step(path, name));
    const bool is_why = name.size() > 4 && name.ends_with("_why");
    const auto of = is_why ? node.find(name.substr(0, name.size() - 4)) : node.end();
    if (is_why && (of == node.end() || !(of->is_null() || holds_null(*of)))) found.push_back(step(path, name));
    look(value, step(path, name), found, explains(node, name));
  }
}

}  // namespace

struct JsonSchema::Parsed {
  valijson::Schema schema;
};

JsonSchema::JsonSchema(const std::string& name) : parsed_(std::make_unique<Parsed>()) {
  const nlohmann::json document = read_schema(name + ".schema.json");
  valijson::SchemaParser parser;
  parser.populateSchema(
      Adapter(document), parsed_->schema, [](const std::string& file) { return new nlohmann::json(read_schema(file)); },
      [](const nlohmann::json* read) { delete read; });
}

JsonSchema::~JsonSchema() = default;

std::string JsonSchema::findings(const nlohmann::json& document) const {
  valijson::Validator validator;
  valijson::ValidationResults results;
  const Adapter target(document);
  if (validator.validate(parsed_->schema, target, &results)) return {};
  std::string text;
  for (const auto& error : results) {
    for (const auto& part : error.context) text += part;
    text += ": " + error.description + "\n";
  }
  return text.empty() ? "invalid" : text;
}

std::vector<std::string> unexplained_nulls(const nlohmann::json& document) {
  std::vector<std::string> found;
  look(document, "", found);
  return found;
}

}  // namespace premortem::testing

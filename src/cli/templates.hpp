#pragma once
#include <span>
#include <string>
#include <string_view>

namespace premortem::cli {

/// One file of a template, compiled in from models/templates.
struct TemplateFile {
  std::string_view name;
  std::string_view text;
};

/// A case to start from.
struct Template {
  std::string_view name;
  std::string_view title;  ///< the first sentence of its README
  std::span<const TemplateFile> files;
};

/// Every template, the one taken by default first.
std::span<const Template> templates();

}  // namespace premortem::cli

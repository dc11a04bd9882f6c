#pragma once
#include <string>
#include <vector>

#include "premortem/models/monitor.hpp"

namespace premortem {

/// What a monitor is called in systems that take few characters; no two monitors share one.
struct ExportName {
  std::string series;  ///< [a-z_][a-z0-9_]*: the metric, which its monitors share; no two metrics have one
  std::string alert;   ///< [a-z_][a-z0-9_]*: the monitor
  std::string dns;     ///< [a-z0-9]([-a-z0-9]*[a-z0-9])?, well below 63 characters
};

std::vector<ExportName> export_names(const std::vector<Monitor>& monitors);

/// A quoted YAML scalar on one line.
std::string yaml_text(const std::string& text);

/// Small Latin letters, digits and underscores; what is left of other scripts is their number of letters.
std::string plain_name(const std::string& text, const std::string& otherwise);

/// A plain name as Kubernetes takes it: hyphens for underscores, none in front.
std::string dns_name(std::string name);

}  // namespace premortem

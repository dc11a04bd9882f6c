#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string>
#include <vector>

#include "premortem/input/case_folder.hpp"

namespace premortem::test {

struct CaseText {
  std::string name, text;
};

/// A case in a folder of its own; removed at the end.
class CaseOnDisk {
 public:
  explicit CaseOnDisk(std::initializer_list<CaseText> files) {
    std::string name = (std::filesystem::temp_directory_path() / "premortem-case-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
    for (const auto& [file, text] : files) std::ofstream(path_ / file, std::ios::binary) << text;
  }
  CaseOnDisk(const CaseOnDisk&) = delete;
  CaseOnDisk& operator=(const CaseOnDisk&) = delete;
  ~CaseOnDisk() { std::filesystem::remove_all(path_); }

  CaseRequest request(int jobs = 1) const {
    CaseRequest r;
    r.path = path_.string();
    r.jobs = jobs;
    return r;
  }
  /// One file of it in place of the folder.
  CaseRequest request_of(const std::string& file, const std::string& role) const {
    CaseRequest r;
    r.path = (path_ / file).string();
    r.role = role;
    return r;
  }
  Case read(int jobs = 1) const { return read_case(request(jobs)); }

 private:
  std::filesystem::path path_;
};

/// What is wrong with a case, as it is printed; empty if nothing is.
inline std::string errors_of(const CaseRequest& request) {
  try {
    read_case(request);
  } catch (const InputError& error) {
    std::string text;
    for (const auto& d : error.diagnostics().errors()) text += to_string(d) + "\n";
    return text;
  }
  return "";
}

inline std::string errors_of_case(std::initializer_list<CaseText> files) { return errors_of(CaseOnDisk(files).request()); }

inline std::vector<std::string> warnings_of(const Case& subject) {
  std::vector<std::string> texts;
  for (const auto& d : subject.warnings) texts.push_back(to_string(d));
  return texts;
}

}  // namespace premortem::test

#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "cli/sweep_output.hpp"

namespace premortem::test {

/// A folder of its own; removed at the end.
class SweepFolder {
 public:
  SweepFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "premortem-sweep-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~SweepFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  SweepFolder(const SweepFolder&) = delete;
  SweepFolder& operator=(const SweepFolder&) = delete;

  std::string file(const std::string& name) const { return (path_ / name).string(); }
  std::size_t entries() const { return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path_), std::filesystem::directory_iterator())); }
  std::string read(const std::string& name) const {
    std::ifstream in(path_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void write(const std::string& name, const std::string& bytes) const { std::ofstream(path_ / name, std::ios::binary) << bytes; }

 private:
  std::filesystem::path path_;
};

/// Rows of many lengths, as real ones are.
inline std::string row_of(std::uint64_t id) { return std::to_string(id) + "," + std::to_string(id * 2654435761U % 1'000'003) + std::string(id % 7, 'x') + "\n"; }

inline std::string rows_of(cli::IdRange ids) {
  std::string rows;
  for (std::uint64_t i = 0; i < ids.count; ++i) rows += row_of(ids.first + i);
  return rows;
}

inline const cli::SweepIdentity one_identity{{"version", "0.1"}, {"seed", "1"}, {"inputs.harms.csv", std::string(64, 'a')}};

inline cli::SweepJob job_of(std::uint64_t count, int jobs, std::uint64_t block) {
  cli::SweepJob job;
  job.ids = {0, count}, job.jobs = jobs, job.block = block;
  job.evaluator = [] { return row_of; };
  return job;
}

}  // namespace premortem::test

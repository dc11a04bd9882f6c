#pragma once
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "input/latency_rows.hpp"
#include "input/latency_sample_rows.hpp"
#include "input/override.hpp"
#include "input/prediction_rows.hpp"
#include "input/sample_column.hpp"
#include "input/window_rows.hpp"
#include "premortem/input/case_folder.hpp"
#include "premortem/input/case_listing.hpp"

namespace premortem {

/// The files of a case, each read once: a case on standard input cannot be read a second time, and one that is
/// compared with its changed self must be the same bytes in both.
class CaseFiles {
 public:
  /// @throws FileError, LimitError, UsageError (a `--column` that maps nothing), Refusal (nothing to read)
  explicit CaseFiles(const CaseRequest& request);
  /// Tables that were made, not read.
  CaseFiles(const CaseRequest& request, Tables tables) : request_(&request), tables_(std::move(tables)) {}

  /// A copy that shares the row data and reads by a request of its own.
  CaseFiles(const CaseFiles& other, const CaseRequest& request);

  const Tables& tables() const { return tables_; }
  const std::string& title() const { return title_; }
  const std::vector<InputFile>& inputs() const { return inputs_; }
  const std::vector<std::string>& unread() const { return unread_; }
  /// What is wrong with the files as CSV and their headers.
  const Diagnostics& diagnostics() const { return diagnostics_; }

  /// Scored rows; null where there are none.
  const std::shared_ptr<const ScoredRows>& predictions() const { return predictions_.rows; }
  /// Latencies and who left; null where there are none.
  const std::shared_ptr<const LatencyRows>& latency() const { return latency_.rows; }
  /// Rows from before and from now; null where there are none.
  const std::shared_ptr<const WindowRows>& reference() const { return reference_.rows; }
  const std::shared_ptr<const WindowRows>& current() const { return current_.rows; }
  /// What requests took; without rows where there is no such file.
  const LatencySampleFile& latency_samples() const { return latency_samples_; }

  /// The column a sample leaf names; reports to `diagnostics` what is wrong with it.
  SampleColumn sample(const std::string& source, const Place& place, Diagnostics& diagnostics);
  /// Reports the files that are neither known nor named by any sample asked for so far.
  void report_unknown(Diagnostics& diagnostics) const;

 private:
  void read_folder();
  void read_file();
  void read_other_history();
  void read_row_data(const CaseFile& file);
  template <class Rows>
  void keep(const RowDataFile<Rows>& file);
  void take_metric_column(Table& table) const;
  Table own_table(const CaseFile& file);
  const FileSchema* wide_history();
  Table table_of(const CaseFile& file);
  void check_mappings() const;

  const CaseRequest* request_;
  std::string folder_;
  std::string title_;
  Tables tables_;
  std::vector<InputFile> inputs_;
  std::vector<std::string> unread_, unknown_;
  std::set<std::string> sampled_;
  std::map<std::pair<std::string, std::string>, SampleColumn> samples_;  // by file and column
  std::optional<FileSchema> wide_history_;
  RowDataFile<ScoredRows> predictions_;
  RowDataFile<LatencyRows> latency_;
  LatencySampleFile latency_samples_;
  RowDataFile<WindowRows> reference_, current_;
  std::vector<std::string> mapped_;  // our names that a `--column` mapping found in row data
  Diagnostics diagnostics_;
};

}  // namespace premortem

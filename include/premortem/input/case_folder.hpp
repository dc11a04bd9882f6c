#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "premortem/input/table.hpp"
#include "premortem/models/case.hpp"

namespace premortem {

/// `--set NAME=V`, `NAME*=V` or `NAME.column=V`, as written; applied before validation, so a changed cell is
/// checked like any other.
struct Override {
  std::string text;
  std::string option = "--set";  ///< the one that asked for it, for messages
};

struct CaseRequest {
  std::string path;  ///< a folder, one file, or "-" for standard input
  std::string role = "harms.csv";  ///< what one file is taken for
  TableOptions table;
  std::vector<Override> overrides;
  std::string history = {};  ///< a file that is read as history.csv in the place of the case's own; empty: its own
  std::string history_metric = {};  ///< `history` has one column a metric, and this one is read; empty: a row a value
  int jobs = 1;  ///< threads that read row data; the result is the same for any number
  std::optional<std::string> as_of = {};  ///< ISO date that no dated row may pass
};

/// A case as its overrides change it and, where there are any, as it stands without them.
struct CaseVariants {
  Case changed;
  std::optional<Case> base;
};

/// Reads and validates a case; every file once, also where it is wanted with and without its overrides.
/// All findings are collected before it gives up.
/// @throws InputError (every finding), FileError, LimitError; UsageError for an override or a column mapping that
///         names nothing
CaseVariants read_case_variants(const CaseRequest& request);

/// The case as its overrides change it. @throws as read_case_variants
Case read_case(const CaseRequest& request);

/// A case whose files were read once and from which it is built with other overrides as often as wanted. A copy, which shares the
/// row data, serves another thread.
class CaseSource {
 public:
  /// @throws as read_case_variants
  explicit CaseSource(const CaseRequest& request);
  ~CaseSource();
  CaseSource(CaseSource&&) noexcept;
  CaseSource(const CaseSource&);

  /// The case with the overrides of its request and these. @throws as read_case_variants
  Case with(const std::vector<Override>& overrides);

  /// @throws UsageError where two of these, or one of these and one of its request, change the same cell, in whatever spelling
  void require_apart(const std::vector<Override>& overrides) const;

 private:
  struct Files;
  std::unique_ptr<Files> files_;
};

/// A case of one failure mode without any file: `--people 10M --chain 0.1%,5%,10%`.
/// @throws InputError, UsageError
CaseVariants chain_case(const std::string& people, const std::string& chain, const std::vector<Override>& overrides);

}  // namespace premortem

#include "input/latency_sample_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "input/latency_sample_chunk.hpp"
#include "input/row_names.hpp"
#include "premortem/core/nearest_name.hpp"

namespace premortem {
namespace {

/// Joins the requests of parts that are done, in their order.
class JoinedSamples {
 public:
  void append(LatencySampleChunk& chunk) {
    for (std::size_t i = 0; i < chunk.requests.size(); ++i) {
      auto& from = chunk.requests[i];
      auto& to =
          requests_.try_emplace(chunk.options.names()[i], RequestsOfOption{{}, 0, from.first_line}).first->second;
      to.latency_ms.insert(to.latency_ms.end(), from.latency_ms.begin(), from.latency_ms.end());
      to.failed += from.failed;
    }
    chunk.requests = {};
  }

  void take(LatencySampleFile& file) {
    auto samples = std::make_shared<std::vector<LatencySample>>();
    for (auto& [option, requests] : requests_) {
      std::sort(requests.latency_ms.begin(), requests.latency_ms.end());
      samples->push_back({option, std::move(requests.latency_ms), requests.failed});
      file.first_line.push_back(requests.first_line);
    }
    file.rows = std::move(samples);
  }

 private:
  std::map<std::string, RequestsOfOption> requests_;
};

void check_spelling(const LatencySampleFile& samples, Diagnostics& diagnostics) {
  RowNames names("the option");
  std::vector<std::size_t> by_line(samples.rows->size());
  for (std::size_t i = 0; i < by_line.size(); ++i) by_line[i] = i;
  std::sort(by_line.begin(), by_line.end(),
            [&](auto a, auto b) { return samples.first_line[a] < samples.first_line[b]; });
  for (const auto i : by_line)
    names.is_respelt({(*samples.rows)[i].option, {samples.provenance.file, samples.first_line[i], 0}}, diagnostics);
}

}  // namespace

LatencySampleFile read_latency_samples(const CaseFile& file, const TableOptions& options, int jobs,
                                       Diagnostics& diagnostics) {
  RowDataReader<LatencySampleChunk, JoinedSamples> reader(file, options, diagnostics);
  reader.read(jobs);
  LatencySampleFile samples;
  if (auto joined = reader.take(samples)) joined->take(samples);
  if (samples.rows) check_spelling(samples, diagnostics);
  return samples;
}

void check_sample_options(const LatencySampleFile& samples, const std::vector<std::string>& options,
                          Diagnostics& diagnostics) {
  if (!samples.rows) return;
  const auto sampled = [&](const std::string& name) {
    return std::any_of(samples.rows->begin(), samples.rows->end(), [&](const auto& s) { return s.option == name; });
  };
  std::vector<std::string> without_samples;
  std::copy_if(options.begin(), options.end(), std::back_inserter(without_samples),
               [&](const auto& name) { return !sampled(name); });
  for (std::size_t i = 0; i < samples.rows->size(); ++i) {
    const auto& name = (*samples.rows)[i].option;
    if (std::find(options.begin(), options.end(), name) != options.end()) continue;
    if (const auto near = nearest_name(name, without_samples))
      diagnostics.error({samples.provenance.file, samples.first_line[i], 0}, "option",
                        fmt::format("the case has no option \"{}\"", name),
                        fmt::format("did you mean \"{}\"? if it is another one, give it a row in options.csv", *near));
  }
}

}  // namespace premortem

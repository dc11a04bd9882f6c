#include <cstdio>

#include "premortem/analysis/harm_assessment.hpp"
#include "premortem/input/case_folder.hpp"

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  premortem::CaseRequest request;
  request.path = argv[1];
  const premortem::Case subject = premortem::read_case(request);
  for (const auto& mode : premortem::assess_harm(subject, {}).failure_modes)
    std::printf("%s: %s\n", subject.failure_modes[mode.mode].name.c_str(), mode.harmed.bound.sentence.c_str());
}

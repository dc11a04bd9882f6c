#include <cstdio>

#include "premortem/statistics/proportion_interval.hpp"

int main() {
  const auto interval = premortem::clopper_pearson(0, 20, 0.95);
  std::printf("%.6f %.6f\n", interval.low, interval.high);
}

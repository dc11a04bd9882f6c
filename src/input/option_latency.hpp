#pragma once
#include "input/row_number.hpp"
#include "premortem/models/case.hpp"

namespace premortem {

/// The columns of options.csv that say how long an option takes. `800 ms` and `0.8 s` are echoed. Reports what is no
/// time, quantiles that fall, and columns that say nothing without another one.
/// @param is_sampled  latency_samples.csv has the option, and says what is not stated here
OptionLatency read_option_latency(const TableRow& row, bool is_sampled, RowContext& context);

}  // namespace premortem

#pragma once
#include "premortem/models/window_rows.hpp"

namespace premortem {

/// Do both windows hold the same rows, in whatever order? By every column that they have.
bool have_same_rows(const WindowRows& a, const WindowRows& b);

}  // namespace premortem

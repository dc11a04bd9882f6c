#pragma once

namespace premortem::cli {

/// Lets freed memory wait for the next use, up to a quarter of a gigabyte: a sweep that gives the pages of its histograms back after
/// every point spends more time on having them cleared again than on the samples, and so does a file that is read in parts. Where the C
/// library cannot be asked for it, nothing.
void keep_freed_memory();

}  // namespace premortem::cli

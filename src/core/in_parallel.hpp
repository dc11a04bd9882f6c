#pragma once
#include <cstddef>
#include <functional>

namespace premortem {

/// Runs `work(i, worker)` for every i in [0, count) on so many threads, which take the next one each; worker < max(jobs, 1) is
/// that of one thread at a time. What a call throws is thrown again when all are done, that of the lowest i first.
/// A task may call it again: the threads that the outermost call started work for all the calls within it, and end with it. As a
/// thread that waits takes part in what other tasks call for, no task may hold a lock while it calls.
void in_parallel(std::size_t count, int jobs, const std::function<void(std::size_t, std::size_t)>& work);

}  // namespace premortem

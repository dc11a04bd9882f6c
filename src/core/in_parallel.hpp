#pragma once
#include <cstddef>
#include <functional>

namespace premortem {

/// Runs `work(i, worker)` for every i in [0, count) on so many threads, which take the next one each; worker < max(jobs, 1) is
/// the thread's own number. What a call throws is thrown again when all threads have ended, that of the lowest i first.
void in_parallel(std::size_t count, int jobs, const std::function<void(std::size_t, std::size_t)>& work);

}  // namespace premortem

#include "cli/failure.hpp"

#include <new>

#include "cli/exit_code.hpp"
#include "premortem/core/diagnostic.hpp"
#include "premortem/core/error.hpp"

namespace premortem::cli {

Failure failure_of(const std::exception_ptr& thrown) {
  const auto ours = [](int code, const std::string& text) { return Failure{code, "premortem: " + text}; };
  try {
    std::rethrow_exception(thrown);
  } catch (const RemoteFailure& e) {
    return e.failure();
  } catch (const UsageError& e) {
    return ours(usage, e.what());
  } catch (const InputError& e) {
    return {bad_input, e.what()};
  } catch (const Refusal& e) {
    return ours(not_computable, e.what());
  } catch (const FileError& e) {
    return ours(file_error, e.what());
  } catch (const LimitError& e) {
    return ours(limit_passed, e.what());
  } catch (const std::bad_alloc&) {
    return ours(limit_passed, "out of memory");
  } catch (const std::exception& e) {
    return ours(own_defect, std::string("a defect of premortem itself, please report it: ") + e.what());
  }
}

}  // namespace premortem::cli

#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "input/mend_log.hpp"

namespace premortem {

/// The text without its byte order marks, UTF-16 that has one as UTF-8; absent where it is damaged or no text.
std::optional<std::string> clean_text(std::string_view bytes, MendLog& log);

}  // namespace premortem

#include "premortem/core/mend.hpp"

#include "premortem/core/utf8.hpp"

namespace premortem {

std::string to_string(const Mend& mend) { return printable(to_string(mend.place) + ": " + mend.what); }

}  // namespace premortem

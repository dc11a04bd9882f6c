// The functions of fmt that its header only declares. Debian has them in a shared library alone, which brings the shared
// libstdc++ with it; a program that holds them itself asks for neither when it starts (src/CMakeLists.txt).
// These are those of fmt 9: its header defines all other templates itself.
#include <fmt/format-inl.h>

template char fmt::detail::decimal_point_impl(locale_ref);
template auto fmt::detail::thousands_sep_impl(locale_ref) -> thousands_sep_result<char>;

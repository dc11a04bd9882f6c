#include "input/cell_currency.hpp"

#include <algorithm>
#include <array>

#include "input/cell_decimal.hpp"

namespace premortem {
namespace {

struct Sign {
  std::string_view sign;
  std::string_view codes;  // ISO 4217, those that use the sign
};

constexpr std::array<Sign, 6> signs{{{"$", "USD CAD AUD NZD SGD HKD MXN BRL"},
                                     {"\u20AC", "EUR"},
                                     {"\u00A3", "GBP"},
                                     {"\u00A5", "JPY CNY"},
                                     {"\u20B9", "INR"},
                                     {"", "CHF SEK NOK DKK PLN CZK HUF KRW ZAR TRY ILS"}}};

std::string_view known_code(std::string_view word) {
  for (const auto& s : signs)
    for (std::size_t at = 0; at + 3 <= s.codes.size(); at += 4)
      if (s.codes.substr(at, 3) == word) return word;
  return {};
}

bool uses(std::string_view sign, std::string_view code) {
  return std::any_of(signs.begin(), signs.end(), [&](const Sign& s) {
    return !s.sign.empty() && s.sign == sign && code.size() == 3 && s.codes.find(code) != std::string_view::npos;
  });
}

std::string upper_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if ('a' <= c && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

// Digits, points and signs are a number's; a case that names its currency with them has not named one.
bool can_be_currency(std::string_view text) {
  return !text.empty() && (is_letter(text.front()) || text.front() == '$' || static_cast<unsigned char>(text.front()) >= 0x80);
}

}  // namespace

std::string_view leading_currency(std::string_view text, std::string_view case_currency) {
  const auto size = can_be_currency(case_currency) ? case_currency.size() : 0;
  const bool ends_word = text.size() <= size || !is_letter(text[size]) || (size > 0 && !is_letter(case_currency.back()));
  if (size > 0 && ends_word && upper_case(text.substr(0, size)) == upper_case(case_currency)) return text.substr(0, size);
  for (const auto& s : signs)
    if (!s.sign.empty() && text.starts_with(s.sign)) return text.substr(0, s.sign.size());
  const auto word_end = std::find_if_not(text.begin(), text.end(), is_letter) - text.begin();
  return known_code(text.substr(0, static_cast<std::size_t>(word_end)));
}

bool same_currency(std::string_view a, std::string_view b) {
  const auto x = upper_case(a), y = upper_case(b);
  return x == y || uses(x, y) || uses(y, x);
}

}  // namespace premortem

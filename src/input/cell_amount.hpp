#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "input/cell_decimal.hpp"

namespace premortem {

/// One number as people write it, with what stands around it: `5%`, `18M`, `$18,000,000`, `1 in 1000`.
struct Amount {
  Decimal number;
  std::string unit;      ///< `%`, `K`, `M`, `B`, ... in one spelling each; empty for none
  long shift = 0;        ///< the power of ten that the unit stands for
  std::string currency;  ///< the sign or code, empty for none
  double out_of = 0;     ///< the n of `k in n`; 0 for none
  bool grouped = false;  ///< had thousands separators
  std::string_view text;

  bool has_unit() const { return !unit.empty() || out_of > 0; }
  bool is_plain() const { return !has_unit() && currency.empty() && !grouped; }
};

/// Its value with `shift` as the power of ten.
Parsed<double> value_of(const Amount& amount, long shift);

/// Reads from the front of a text and keeps the reason why it could not.
class AmountReader {
 public:
  AmountReader(std::string_view text, std::string_view currency) : text_(text), rest_(text), currency_(currency) {}

  bool amount(Amount& to);
  /// `-`, an en dash or `to`, with or without blanks around it.
  bool separator();
  bool take(std::string_view token);
  void blanks();
  std::string_view rest() const { return rest_; }

  bool fail(CellProblem problem);
  const CellProblem& problem() const { return problem_; }

 private:
  bool number(Amount& to);
  bool unit(Amount& to);
  bool currency(Amount& to);
  bool out_of(Amount& to);
  std::string_view word() const;

  std::string_view text_;
  std::string_view rest_;
  std::string_view currency_;
  std::string seen_currency_;
  CellProblem problem_;
};

}  // namespace premortem

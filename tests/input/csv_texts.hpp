#pragma once
#include <rapidcheck.h>

#include <string>
#include <vector>

namespace premortem::test {

/// Tokens from the list, joined.
inline rc::Gen<std::string> text_of(rc::Gen<std::string> token) {
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(std::move(token)), [](const std::vector<std::string>& tokens) {
    std::string text;
    for (const auto& t : tokens) text += t;
    return text;
  });
}

/// Text made of what matters to a parser of CSV: delimiters, quotes, line ends, characters of one to four bytes, damage.
inline rc::Gen<std::string> csv_like_text() {
  return text_of(rc::gen::element<std::string>("a", "12", ",", ",", "\"", "\"\"", "\n", "\n", "\r\n", "\r", " ", "\t", ";", "\u00E9", "\u20AC",
                                               "\U0001F600", "\xFF", "\xE2\x82", std::string(1, '\0'), "\xEF\xBB\xBF", "a,b\n", "\"x\ny\","));
}

/// Well-formed rows of two cells, some of them over several lines.
inline rc::Gen<std::string> sound_rows() {
  return text_of(rc::gen::element<std::string>("1,2\n", "\"x\ny\",3\r\n", "\"\"\"\n\",\",\n,\"\n", "\n", "4,\u20AC\n"));
}

}  // namespace premortem::test

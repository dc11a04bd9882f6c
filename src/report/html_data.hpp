#pragma once
#include <kainjow/mustache.hpp>
#include <string>
#include <vector>

#include "report/text_table.hpp"

namespace premortem {

/// Text for a page: invisible characters named; mustache escapes the rest where it is put in.
kainjow::mustache::data html_text(const std::string& words);

/// Sets a value that mustache takes as false where there is nothing to say.
void set_html(kainjow::mustache::data& into, const char* name, const std::string& words);

/// A list whose entries have `text`.
kainjow::mustache::data html_items(const std::vector<std::string>& lines);

/// `columns` with `name` and `right`, `rows` with `cells` (`text`, `right`) and `chosen` where the first cell is the mark ">".
kainjow::mustache::data html_table(const TextTable& table);

/// A section with `heading` and `items`, unless there is none.
void add_html_section(kainjow::mustache::data& sections, const char* heading, const std::vector<std::string>& lines, const std::string& after = {});

/// "Giving up:" and so on, those that are stated, with `label` and `text`.
kainjow::mustache::data html_stakes(const std::string& giving_up, const std::string& protecting, const std::string& betting_on);

}  // namespace premortem

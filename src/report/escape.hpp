#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace premortem {

/// Text that Markdown shows as it stands: specials escaped, invisible characters named, angle brackets and
/// ampersands as entities, so that no cell becomes a link, a heading, a table border or HTML.
std::string markdown_text(std::string_view text);

/// One CSV cell: quoted where needed; a cell that a spreadsheet would take for a formula (it begins with
/// `=`, `+`, `-`, `@` or a control character and is not a number) gets an apostrophe in front.
std::string csv_cell(std::string_view text);
/// The cells of one row with their commas and the line feed.
std::string csv_row(const std::vector<std::string>& cells);

/// Text inside an XML attribute or element; characters XML cannot hold are named.
std::string xml_text(std::string_view text);

/// A property and the message of a GitHub workflow command, with its own escapes, so that no cell can end the line and
/// start a command.
std::string github_property(std::string_view text);
std::string github_message(std::string_view text);

}  // namespace premortem

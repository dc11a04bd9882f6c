#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace premortem::testing {

/// Every page people read: README.md, those of docs/ and the READMEs of the samples; from the root.
std::vector<std::filesystem::path> documents();

std::string text_of(const std::filesystem::path& file);
std::vector<std::string> lines_of(const std::string& text);

/// The part of a Markdown text under the heading that holds `word`, up to the next heading of its level or above.
std::string section(const std::string& text, const std::string& word);

/// The same text with the answers of its console blocks as the program gives them now. In a block that begins with
/// three backticks and `console`, a line that begins with `$ ` is run by a shell in a folder that holds the
/// samples and `run`; what it prints on standard output stands below it.
std::string with_answers(const std::string& text);

}  // namespace premortem::testing

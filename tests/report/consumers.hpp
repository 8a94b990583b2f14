#pragma once

#include <string>

/// Programs that read what perfeng exports; each must be installed (scripts/install test).
namespace perfeng::consumers {

/// What Python prints of the file FILE with that content; fails where the script does.
[[nodiscard]] std::string python(const std::string& script, const std::string& content);
/// The messages of `promtool check metrics`, which must find nothing to complain of.
void promtool(const std::string& content);
/// Fails where the JSON is not as tests/fixtures/exports/NAME.schema.json says.
void schema(const std::string& content, const std::string& name);
/// What `hyperfine --export-json` of this system writes.
[[nodiscard]] std::string hyperfine();

} // namespace perfeng::consumers

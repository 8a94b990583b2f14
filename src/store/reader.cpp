#include "reader.hpp"

#include <algorithm>

namespace perfeng::store {
namespace {

std::string told(const nlohmann::json* json) {
    if (json == nullptr)
        return "nothing";
    if (json->is_array())
        return "an array of " + std::to_string(json->size());
    if (json->is_object())
        return "an object";
    constexpr std::size_t shown = 60;
    auto text = json->dump();
    return text.size() <= shown ? text : "text of " + std::to_string(text.size()) + " bytes";
}

std::size_t line_of(std::string_view text, std::size_t byte) {
    return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, byte), '\n'));
}

nlohmann::json parse(std::string_view text) {
    try {
        return nlohmann::json::parse(text);
    } catch (const nlohmann::json::parse_error& error) {
        const auto at_end = error.byte > text.size();
        throw Refused{{line_of(text, error.byte), at_end ? "the end of the text" : "a syntax error", "JSON"}};
    } catch (const nlohmann::json::exception&) {
        throw Refused{{0, "a number too large", "numbers that fit a double"}};
    }
}

} // namespace

std::string Path::text() const {
    auto before = parent == nullptr ? std::string() : parent->text();
    if (index)
        return before + '[' + std::to_string(*index) + ']';
    return before.empty() ? std::string(key) : before + '.' + std::string(key);
}

void refuse(const nlohmann::json* found, const Path& at, std::string_view expected) {
    const auto place = at.text();
    throw Refused{{0, told(found) + (place.empty() ? "" : " at " + place), std::string(expected)}};
}

nlohmann::json parse_document(std::string_view text, std::string_view schema) {
    auto json = parse(text);
    const Path root;
    Reader reader(json, root);
    std::string found_schema;
    reader.required("schema", found_schema);
    if (found_schema != schema)
        throw Refused{{0, "schema \"" + found_schema + '"', '"' + std::string(schema) + '"'}};
    int version = 0;
    reader.required("schema_version", version);
    reader.check(version >= 1, "schema_version", "a version from 1");
    if (version > schema_version)
        throw Refused{{0, "schema_version " + std::to_string(version),
                       std::to_string(schema_version) + ": made by a newer perfeng"}};
    return json;
}

} // namespace perfeng::store

#include "json_walk.hpp"

#include "text/reading.hpp"

#include <algorithm>
#include <limits>

namespace perfeng::tools {
namespace {

constexpr std::size_t most_levels = 64;

std::string_view skip_space(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    return text;
}

} // namespace

std::optional<ReadError> JsonWalk::walk(std::string_view text) {
    names_.clear();
    key_.clear();
    nlohmann::json_sax<nlohmann::json>* events = this;
    if (!nlohmann::json::sax_parse(text.begin(), text.end(), events) && !error_)
        error_ = refuse(0, "", "JSON").value();
    return error_;
}

bool JsonWalk::open() {
    if (names_.size() >= most_levels) {
        error_ = refuse(0, "more than 64 levels", what_).value();
        return false;
    }
    names_.push_back(std::move(key_));
    key_.clear();
    on_open();
    return going_on();
}

bool JsonWalk::close() {
    on_close();
    names_.pop_back();
    key_.clear();
    return going_on();
}

bool JsonWalk::boolean(bool value) {
    on_number(value ? 1 : 0);
    return going_on();
}

bool JsonWalk::number_integer(number_integer_t value) {
    on_number(value < 0 ? std::nullopt : std::optional(static_cast<std::uint64_t>(value)));
    on_value(static_cast<double>(value));
    return going_on();
}

bool JsonWalk::number_unsigned(number_unsigned_t value) {
    on_number(value);
    on_value(static_cast<double>(value));
    return going_on();
}

bool JsonWalk::number_float(number_float_t value, const string_t& /*text*/) {
    constexpr double beyond = 18446744073709551616.0; // 2^64
    if (!(value >= 0))
        on_number(std::nullopt);
    else
        on_number(value < beyond ? static_cast<std::uint64_t>(value) : std::numeric_limits<std::uint64_t>::max());
    on_value(value);
    return going_on();
}

bool JsonWalk::string(string_t& value) {
    on_text(value);
    return going_on();
}

bool JsonWalk::binary(binary_t& /*value*/) { return true; }

bool JsonWalk::key(string_t& value) {
    key_.swap(value);
    return true;
}

bool JsonWalk::start_object(std::size_t /*elements*/) { return open(); }
bool JsonWalk::end_object() { return close(); }
bool JsonWalk::start_array(std::size_t /*elements*/) { return open(); }
bool JsonWalk::end_array() { return close(); }

bool JsonWalk::parse_error(std::size_t position, const std::string& token,
                           const nlohmann::json::exception& /*exception*/) {
    error_ = refuse(0, token.substr(token.size() - std::min<std::size_t>(token.size(), 40)),
                    "JSON, whole and well-formed, at byte " + std::to_string(position))
                 .value();
    return false;
}

std::string_view first_json_key(std::string_view text) {
    text = skip_space(text);
    if (!skip(text, "{"))
        return {};
    text = skip_space(text);
    if (!skip(text, "\""))
        return {};
    const auto end = text.find('"');
    return end == std::string_view::npos ? std::string_view{} : text.substr(0, end);
}

} // namespace perfeng::tools

#pragma once

#include "perfeng/model/error.hpp"

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// Walks through a JSON text without holding it. The walker is told of values and of containers, and can ask where it
/// stands: `names()` are the keys under which the open containers stand, outermost first; "" for the root and for what
/// stands in an array.
class JsonWalk : public nlohmann::json_sax<nlohmann::json> {
public:
    /// `what` names the text in the refusal of one that is nested too deep.
    explicit JsonWalk(std::string_view what = "JSON of a coverage tool") : what_(what) {}

    /// None where all was read.
    [[nodiscard]] std::optional<ReadError> walk(std::string_view text);

protected:
    /// Truth values are 0 and 1; a negative number is none, one that is too large is the largest.
    virtual void on_number(std::optional<std::uint64_t> number) = 0;
    /// Every number, as near as a double comes; called behind on_number.
    virtual void on_value(double /*value*/) {}
    virtual void on_text(std::string& text) = 0;
    virtual void on_open() {}
    virtual void on_close() {} ///< the container still stands in names()

    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
    [[nodiscard]] const std::string& key() const { return key_; } ///< of a value in an object
    /// Ends the walk with this error.
    void fail(ReadError error) { error_ = std::move(error); }

private:
    bool open();
    bool close();
    [[nodiscard]] bool going_on() const { return !error_; }

    bool null() override { return true; }
    bool boolean(bool value) override;
    bool number_integer(number_integer_t value) override;
    bool number_unsigned(number_unsigned_t value) override;
    bool number_float(number_float_t value, const string_t& text) override;
    bool string(string_t& value) override;
    bool binary(binary_t& value) override;
    bool key(string_t& value) override;
    bool start_object(std::size_t elements) override;
    bool end_object() override;
    bool start_array(std::size_t elements) override;
    bool end_array() override;
    bool parse_error(std::size_t position, const std::string& token,
                     const nlohmann::json::exception& exception) override;

    std::string_view what_;
    std::vector<std::string> names_;
    std::string key_;
    std::optional<ReadError> error_;
};

/// The first key of a text that is a JSON object; empty where it is none, or where the key is not whole.
[[nodiscard]] std::string_view first_json_key(std::string_view text);

} // namespace perfeng::tools

#pragma once

#include "shape.hpp"

#include "perfeng/model/metric.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <type_traits>

namespace perfeng::store {

/// Makes JSON of a model type by its describe() in shape.hpp. Keys come out in the order they are described.
class Writer {
public:
    using Json = nlohmann::ordered_json;

    template <typename T> void required(const char* key, const T& value) { object_[key] = json_of(value); }
    template <typename T> void field(const char* key, const T& value) { required(key, value); }
    template <typename Describe> void object(const char* key, Describe describe_inner) {
        Writer inner;
        describe_inner(inner);
        object_[key] = std::move(inner.object_);
    }
    void check(bool /*holds*/, const char* /*key*/, const char* /*expected*/) const {}

    [[nodiscard]] std::string text(int indent) const {
        return object_.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
    }

private:
    static Json json_of(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }
    static Json json_of(const std::string& value) { return value; }
    static Json json_of(const Interval& value) {
        return std::isfinite(value.lo) && std::isfinite(value.hi) ? Json::array({value.lo, value.hi}) : Json(nullptr);
    }
    template <typename T> static Json json_of(const std::optional<T>& value) {
        return value ? json_of(*value) : Json(nullptr);
    }
    static Json json_of(const std::map<std::string, std::string>& values) {
        auto made = Json::object();
        for (const auto& [key, value] : values)
            made[key] = value;
        return made;
    }
    template <Sequence T> static Json json_of(const T& values) {
        auto made = Json::array();
        for (const auto& value : values)
            made.push_back(json_of(value));
        return made;
    }
    template <typename T> static Json json_of(const T& value) {
        if constexpr (std::is_arithmetic_v<T>) {
            return value;
        } else if constexpr (std::is_enum_v<T>) {
            return to_string(value);
        } else {
            Writer writer;
            describe(writer, value);
            return std::move(writer.object_);
        }
    }

    Json object_ = Json::object();
};

} // namespace perfeng::store

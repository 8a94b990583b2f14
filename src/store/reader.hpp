#pragma once

#include "shape.hpp"

#include "perfeng/model/bisection.hpp"
#include "perfeng/model/comparison.hpp"
#include "perfeng/model/error.hpp"
#include "perfeng/model/growth.hpp"
#include "perfeng/model/risk.hpp"
#include "perfeng/model/verification.hpp"

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

#include <concepts>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace perfeng::store {

/// Where the reader is in a document. The text is made only when an error needs it.
struct Path {
    const Path* parent = nullptr;
    std::string_view key;
    std::optional<std::size_t> index;

    [[nodiscard]] std::string text() const; ///< "metrics[3].median"
};

/// Unwinds the reading; turned into the result's ReadError by `read_document`.
struct Refused {
    ReadError error;
};
[[noreturn]] void refuse(const nlohmann::json* found, const Path& at, std::string_view expected);

template <typename Enum> inline constexpr std::array<Enum, 0> values_of{};
template <> inline constexpr std::array values_of<Unit>{Unit::seconds, Unit::bytes, Unit::count};
template <> inline constexpr std::array values_of<Better>{Better::lower, Better::higher};
template <> inline constexpr std::array values_of<Role>{Role::baseline, Role::candidate};
template <>
inline constexpr std::array values_of<LeakKind>{LeakKind::definite, LeakKind::indirect, LeakKind::possible,
                                                LeakKind::reachable};
template <>
inline constexpr std::array values_of<FindingKind>{FindingKind::doubt, FindingKind::recommendation, FindingKind::risk,
                                                   FindingKind::budget, FindingKind::note};
template <> inline constexpr std::array values_of<Confidence>{Confidence::low, Confidence::medium, Confidence::high};
template <> inline constexpr std::array values_of<RiskLevel>{RiskLevel::low, RiskLevel::medium, RiskLevel::high};
template <>
inline constexpr std::array values_of<Verdict>{Verdict::improved, Verdict::regressed, Verdict::unchanged,
                                               Verdict::inconclusive};
template <>
inline constexpr std::array values_of<GrowthClass>{
    GrowthClass::constant,  GrowthClass::logarithmic, GrowthClass::linear,     GrowthClass::linearithmic,
    GrowthClass::quadratic, GrowthClass::cubic,       GrowthClass::exponential};
template <>
inline constexpr std::array values_of<RevisionState>{RevisionState::good, RevisionState::bad, RevisionState::skipped};
template <>
inline constexpr std::array values_of<ReasonKind>{ReasonKind::workload, ReasonKind::output, ReasonKind::check,
                                                  ReasonKind::leak,     ReasonKind::budget, ReasonKind::regression,
                                                  ReasonKind::open};
template <> inline constexpr std::array values_of<Method>{Method::paired, Method::saved};
template <>
inline constexpr std::array values_of<CheckKind>{CheckKind::test,        CheckKind::lint,     CheckKind::output,
                                                 CheckKind::exit_status, CheckKind::compiles, CheckKind::sanitizer};
template <>
inline constexpr std::array values_of<CheckStatus>{CheckStatus::passed, CheckStatus::failed, CheckStatus::not_run};
template <>
inline constexpr std::array values_of<Sameness>{Sameness::identical, Sameness::alike_after_masks, Sameness::reordered,
                                                Sameness::different, Sameness::unknown};

/// Fills a model type from JSON by its describe() in shape.hpp. Throws Refused.
class Reader {
public:
    using Json = nlohmann::json;

    Reader(const Json& json, const Path& at) : json_(json), at_(at) {
        if (!json.is_object())
            refuse(&json, at, "an object");
    }

    template <typename T> void required(const char* key, T& value) {
        const auto found = json_.find(key);
        const Path at{&at_, key, {}};
        if (found == json_.end())
            refuse(nullptr, at, expected<T>());
        read(*found, value, at);
    }
    template <typename T> void field(const char* key, T& value) {
        const auto found = json_.find(key);
        if (found != json_.end())
            read(*found, value, Path{&at_, key, {}});
    }
    template <typename Describe> void object(const char* key, Describe describe_inner) {
        const auto found = json_.find(key);
        const Path at{&at_, key, {}};
        if (found == json_.end())
            refuse(nullptr, at, "an object");
        Reader inner(*found, at);
        describe_inner(inner);
    }
    void check(bool holds, const char* key, const char* expected_text) const {
        if (!holds)
            refuse(&json_.at(key), Path{&at_, key, {}}, expected_text);
    }

private:
    template <typename T> static std::string expected() {
        if constexpr (std::same_as<T, std::string>)
            return "text";
        else if constexpr (std::same_as<T, bool>)
            return "true or false";
        else if constexpr (std::floating_point<T>)
            return "a number or null";
        else if constexpr (std::unsigned_integral<T>)
            return "a whole number from 0";
        else if constexpr (std::integral<T>)
            return "a whole number";
        else if constexpr (std::is_enum_v<T>)
            return spelled<T>();
        else if constexpr (Sequence<T>)
            return "an array";
        else if constexpr (std::same_as<T, Interval>)
            return "[lo, hi] with lo <= hi";
        else if constexpr (requires { typename T::value_type; } && !requires { typename T::mapped_type; })
            return expected<typename T::value_type>() + ", or null";
        else
            return "an object";
    }
    template <typename Enum> static std::string spelled() {
        std::string text = "one of";
        for (const auto value : values_of<Enum>)
            text += (text == "one of" ? " \"" : ", \"") + std::string(to_string(value)) + '"';
        return text;
    }

    static void read(const Json& json, std::string& value, const Path& at) {
        if (!json.is_string())
            refuse(&json, at, "text");
        value = json.get_ref<const std::string&>();
    }
    static void read(const Json& json, bool& value, const Path& at) {
        if (!json.is_boolean())
            refuse(&json, at, "true or false");
        value = json.get<bool>();
    }
    static void read(const Json& json, double& value, const Path& at) {
        if (!json.is_number() && !json.is_null())
            refuse(&json, at, expected<double>());
        value = json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
    }
    template <std::integral T> static void read(const Json& json, T& value, const Path& at) {
        const auto fits = json.is_number_unsigned()
                              ? std::in_range<T>(json.get<std::uint64_t>())
                              : json.is_number_integer() && std::in_range<T>(json.get<std::int64_t>());
        if (!fits)
            refuse(&json, at, expected<T>());
        value = json.get<T>();
    }
    template <typename Enum>
        requires std::is_enum_v<Enum>
    static void read(const Json& json, Enum& value, const Path& at) {
        for (const auto known : values_of<Enum>)
            if (json.is_string() && json.get_ref<const std::string&>() == to_string(known)) {
                value = known;
                return;
            }
        refuse(&json, at, spelled<Enum>());
    }
    static void read(const Json& json, Interval& value, const Path& at) {
        const auto pair = json.is_array() && json.size() == 2 && json[0].is_number() && json[1].is_number();
        if (!pair || json[0].get<double>() > json[1].get<double>())
            refuse(&json, at, expected<Interval>());
        value = {.lo = json[0].get<double>(), .hi = json[1].get<double>()};
    }
    template <typename T> static void read(const Json& json, std::optional<T>& value, const Path& at) {
        value.reset();
        if (!json.is_null())
            read(json, value.emplace(), at);
    }
    static void read(const Json& json, std::map<std::string, std::string>& values, const Path& at) {
        if (!json.is_object())
            refuse(&json, at, "an object");
        values.clear();
        for (const auto& [key, value] : json.items())
            read(value, values[key], Path{&at, key, {}});
    }
    template <typename T> static void read(const Json& json, std::vector<T>& values, const Path& at) {
        if (!json.is_array())
            refuse(&json, at, "an array");
        values.assign(json.size(), T{});
        read_elements(json, values, at);
    }
    template <typename T, std::size_t N> static void read(const Json& json, std::array<T, N>& values, const Path& at) {
        if (!json.is_array() || json.size() != N)
            refuse(&json, at, "an array of " + std::to_string(N));
        read_elements(json, values, at);
    }
    static void read_elements(const Json& json, auto& values, const Path& at) {
        for (std::size_t i = 0; i < values.size(); ++i)
            read(json[i], values[i], Path{&at, {}, i});
    }
    template <typename T> static void read(const Json& json, T& value, const Path& at) {
        Reader inner(json, at);
        describe(inner, value);
    }

    const Json& json_;
    const Path& at_;
};

/// The JSON of a document whose `schema` and `schema_version` are those that this perfeng reads. Throws Refused.
nlohmann::json parse_document(std::string_view text, std::string_view schema);

inline constexpr int schema_version = 1;

template <typename T> tl::expected<T, ReadError> read_document(std::string_view text, std::string_view schema) {
    try {
        const auto json = parse_document(text, schema);
        const Path root;
        Reader reader(json, root);
        T value;
        describe(reader, value);
        return value;
    } catch (Refused& refused) {
        return tl::unexpected(std::move(refused.error));
    }
}

} // namespace perfeng::store

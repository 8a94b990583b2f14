#pragma once

#include "perfeng/model/error.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace perfeng::tools {

/// Of what a sample's value is, in the words of pprof: "cpu", "nanoseconds".
struct PprofType {
    std::string_view type;
    std::string_view unit;
};

struct PprofLine {
    std::string_view name;        ///< of the function
    std::string_view system_name; ///< mangled; often the same
    std::string_view file;
    std::uint64_t line = 0;
};

struct PprofLocation {
    std::string_view module;
    std::vector<PprofLine> lines; ///< leaf-most first
};

struct PprofSample {
    std::vector<std::uint64_t> locations; ///< their ids, leaf first
    std::vector<std::int64_t> values;     ///< one a type
    std::string_view thread;
};

/// The message Profile of profile.proto: its tables looked at once, what they hold taken apart when asked for.
class PprofMessage {
public:
    static tl::expected<PprofMessage, ReadError> parse(std::string_view text);

    [[nodiscard]] const std::vector<PprofType>& types() const { return types_; }
    [[nodiscard]] std::string_view default_type() const { return default_type_; }
    [[nodiscard]] const PprofType& period_type() const { return period_type_; }
    [[nodiscard]] std::int64_t period() const { return period_; }
    [[nodiscard]] std::int64_t time_nanos() const { return time_nanos_; }
    [[nodiscard]] std::string_view program() const { return program_; } ///< file of the first mapping
    /// Of a function, location or mapping that the file lacks, nothing is known.
    [[nodiscard]] tl::expected<PprofLocation, ReadError> location(std::uint64_t id) const;
    [[nodiscard]] bool has_location(std::uint64_t id) const { return locations_.contains(id); }

    /// Calls `take(sample)` for each; `take` may end it with an error.
    template <typename Take> tl::expected<void, ReadError> each_sample(Take take) const {
        PprofSample sample;
        for (const auto message : samples_) {
            if (auto done = parse_sample(message, sample); !done)
                return done;
            if (auto done = take(sample); !done)
                return done;
        }
        return {};
    }

private:
    using Table = std::unordered_map<std::uint64_t, std::string_view>; ///< messages by id

    [[nodiscard]] std::string_view string_at(std::uint64_t index) const;
    [[nodiscard]] PprofType type_of(std::string_view message) const;
    [[nodiscard]] PprofLine line_of(std::string_view message) const;
    [[nodiscard]] std::string_view file_of_mapping(std::uint64_t id) const;
    void read_label(std::string_view message, PprofSample& sample) const;
    tl::expected<void, ReadError> parse_sample(std::string_view message, PprofSample& sample) const;

    std::vector<std::string_view> strings_;
    std::vector<std::string_view> samples_;
    Table mappings_;
    Table locations_;
    Table functions_;
    std::vector<PprofType> types_;
    std::string_view default_type_;
    std::string_view program_;
    PprofType period_type_;
    std::int64_t period_ = 0;
    std::int64_t time_nanos_ = 0;
};

/// How far `text` shows a Profile message, see recognise_pprof.
enum class PprofLook { other, perhaps, surely };
[[nodiscard]] PprofLook look_of_pprof(std::string_view text);

} // namespace perfeng::tools

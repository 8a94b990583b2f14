#include "perfeng/tools/coverage/lcov.hpp"

#include "coverage_files.hpp"
#include "passed_over.hpp"
#include "text/reading.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <unordered_map>

namespace perfeng::tools {
namespace {

/// Keys whose values are totals, or about what a Coverage does not hold.
constexpr std::array<std::string_view, 13> other_keys{"TN",  "VER", "FNF", "FNH",  "BRDA", "BRF", "BRH",
                                                      "BFH", "LF",  "LH",  "MCDC", "MCF",  "MCH"};

struct LcovRecord {
    std::string_view key;
    std::string_view value;
};

LcovRecord split_key(std::string_view line) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos)
        return {trim(line), {}};
    return {line.substr(0, colon), line.substr(colon + 1)};
}

/// Cuts a number and the comma behind it off `value`.
std::optional<std::uint64_t> take_field(std::string_view& value) {
    const auto comma = value.find(',');
    const auto number = whole_number(value.substr(0, comma));
    if (number)
        value.remove_prefix(comma == std::string_view::npos ? value.size() : comma + 1);
    return number;
}

/// A function of internal linkage has the name of its source file before its own in LLVM: "main.cpp:_ZL3addii".
std::string_view without_file(std::string_view name) {
    for (const std::string_view mangled : {":_Z", ":_R", ";_Z", ";_R"})
        if (const auto at = name.find(mangled); at != std::string_view::npos)
            return name.substr(at + 1);
    return name;
}

class LcovReader {
public:
    void read(std::string_view text) {
        for (Lines lines(text); lines.next();) {
            const auto line = lines.line();
            if (trim(line).empty() || line.starts_with('#'))
                continue;
            if (!read_record(split_key(line)))
                bad_.add(lines.number(), line);
        }
        unfinished_ = files_.is_open();
        end_record();
    }

    tl::expected<Read<Coverage>, ReadError> result() {
        if (!files_.any_lines())
            return bad_.refusal();
        Read<Coverage> result{.value = files_.take("lcov"), .warnings = {}};
        bad_.warn(result.warnings);
        if (unfinished_)
            result.warnings.emplace_back("the last file has no end_of_record: the text may be cut off");
        return result;
    }

private:
    struct Function {
        std::string_view name;
        std::uint64_t line = 0;
        std::uint64_t count = 0;
    };

    bool read_record(LcovRecord record) {
        if (record.key == "SF") {
            end_record();
            files_.open(record.value);
            return !record.value.empty();
        }
        if (record.key == "TN")
            return true;
        if (!files_.is_open())
            return false;
        if (record.key == "end_of_record") {
            end_record();
            return true;
        }
        if (record.key == "DA")
            return read_line(record.value);
        if (record.key == "FN" || record.key == "FNDA")
            return read_function(record);
        if (record.key == "FNL" || record.key == "FNA")
            return read_indexed(record);
        return std::ranges::find(other_keys, record.key) != other_keys.end();
    }

    bool read_line(std::string_view value) {
        const auto line = take_field(value);
        const auto count = take_field(value);
        return line && count && files_.add_line(*line, *count);
    }

    bool read_function(LcovRecord record) {
        const auto number = take_field(record.value);
        if (!number || record.value.empty())
            return false;
        auto name = record.value;
        if (record.key == "FN" && take_field(name) && !name.empty()) // where it ends
            record.value = name;
        auto& function = functions_[record.value];
        if (record.key == "FN")
            function.line = *number;
        else
            function.count = saturated_sum(function.count, *number);
        return true;
    }

    /// Version 2.2: one place, and the names of it (instances of a template).
    bool read_indexed(LcovRecord record) {
        const auto index = take_field(record.value);
        const auto number = take_field(record.value);
        if (!index || !number)
            return false;
        if (record.key == "FNL") {
            places_[*index] = *number;
            return true;
        }
        if (record.value.empty())
            return false;
        instances_.push_back({record.value, *index, *number});
        return true;
    }

    void end_record() {
        if (files_.is_open()) {
            for (const auto& [name, function] : functions_)
                files_.add_function(without_file(name), function.line, function.count);
            for (const auto& instance : instances_) {
                const auto place = places_.find(instance.line);
                files_.add_function(without_file(instance.name), place == places_.end() ? 0 : place->second,
                                    instance.count);
            }
        }
        functions_.clear();
        instances_.clear();
        places_.clear();
        files_.close();
    }

    CoverageFiles files_;
    std::unordered_map<std::string_view, Function> functions_; ///< of the record
    std::unordered_map<std::uint64_t, std::uint64_t> places_;  ///< lines by index
    std::vector<Function> instances_;                          ///< `line` is an index
    PassedOver bad_{"a tracefile of lcov: SF:PATH, DA:LINE,COUNT, end_of_record"};
    bool unfinished_ = false;
};

} // namespace

/// SF:, by tests that have a name after TN:, and then a record of a file.
Recognition recognise_lcov(Head head) {
    constexpr std::array<std::string_view, 6> first_keys{"DA", "FN", "FNL", "FNDA", "FNA", "end_of_record"};
    bool file = false;
    std::size_t read = 0;
    for (Lines lines(head.text); lines.next();) {
        const auto line = lines.line();
        read += line.size() + 1;
        if (read > head.text.size() && !head.whole) // cut off
            break;
        if (trim(line).empty() || line.starts_with('#'))
            continue;
        const auto key = split_key(line).key;
        if (!file && key == "SF")
            file = true;
        else if (file && std::ranges::find(first_keys, key) != first_keys.end())
            return Recognition::yes;
        else if (key != "TN" && (!file || std::ranges::find(other_keys, key) == other_keys.end()))
            return Recognition::no;
    }
    return head.whole ? Recognition::no : Recognition::need_more;
}

tl::expected<Read<Coverage>, ReadError> read_lcov(std::string_view text) {
    LcovReader reader;
    reader.read(text);
    return reader.result();
}

} // namespace perfeng::tools

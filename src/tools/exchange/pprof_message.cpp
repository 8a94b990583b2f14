#include "pprof_message.hpp"

#include "protobuf.hpp"
#include "text/reading.hpp"

#include <fmt/format.h>

#include <initializer_list>

namespace perfeng::tools {
namespace {

using Kind = ProtobufFields::Kind;

constexpr std::string_view whole_pprof = "a whole profile of pprof (profile.proto)";

tl::unexpected<ReadError> broken_pprof(std::size_t offset, bool cut) {
    return refuse(0, fmt::format("a field that {} at byte {}", cut ? "is cut off" : "is broken", offset), whole_pprof);
}

/// Field numbers of a message that hold a number and that hold text or messages, as field_bits.
struct PprofFields {
    std::uint32_t numbers = 0;
    std::uint32_t bytes = 0;

    [[nodiscard]] bool allow(const ProtobufFields& field) const {
        const auto bit = field.number() < 32 ? 1U << field.number() : 0U;
        return field.kind() == Kind::varint ? (numbers & bit) != 0 : field.kind() == Kind::bytes && (bytes & bit) != 0;
    }
};

constexpr std::uint32_t field_bits(std::initializer_list<unsigned> numbers) {
    std::uint32_t result = 0;
    for (const auto number : numbers)
        result |= 1U << number;
    return result;
}

constexpr PprofFields profile_fields{field_bits({7, 8, 9, 10, 12, 13, 14, 15}), field_bits({1, 2, 3, 4, 5, 6, 11, 13})};
constexpr PprofFields type_fields{field_bits({1, 2}), 0};
constexpr PprofFields sample_fields{field_bits({1, 2}), field_bits({1, 2, 3})};
constexpr PprofFields mapping_fields{field_bits({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}), 0};
constexpr PprofFields location_fields{field_bits({1, 2, 3, 5}), field_bits({4})};
constexpr PprofFields function_fields{field_bits({1, 2, 3, 4, 5}), 0};

bool consists_of(std::string_view message, const PprofFields& allowed) {
    ProtobufFields fields(message);
    while (fields.next())
        if (!allowed.allow(fields))
            return false;
    return !fields.failed();
}

bool is_pprof_sample(std::string_view message) {
    ProtobufFields fields(message);
    bool value = false;
    while (fields.next()) {
        if (!sample_fields.allow(fields))
            return false;
        if (fields.number() != 3 && !each_number(fields, [](std::uint64_t) {}))
            return false;
        value = value || fields.number() == 2;
    }
    return !fields.failed() && value;
}

std::uint64_t number_in_message(std::string_view message, std::uint32_t number) {
    std::uint64_t value = 0;
    for (ProtobufFields fields(message); fields.next();)
        if (fields.number() == number && fields.kind() == Kind::varint)
            value = fields.value();
    return value;
}

std::int64_t signed_varint(std::uint64_t value) { return static_cast<std::int64_t>(value); }

/// Whether a message in a field of Profile is what it must be.
bool is_pprof_part(std::uint32_t number, std::string_view message) {
    switch (number) {
    case 1:
    case 11:
        return consists_of(message, type_fields);
    case 2:
        return is_pprof_sample(message);
    case 3:
        return consists_of(message, mapping_fields);
    case 4:
        return consists_of(message, location_fields);
    case 5:
        return consists_of(message, function_fields);
    default:
        return true;
    }
}

} // namespace

PprofLook look_of_pprof(std::string_view text) {
    bool named_type = false;
    bool content = false;
    bool strings = false;
    ProtobufFields fields(text);
    while (fields.next()) {
        const bool first_string = fields.number() == 6 && !strings;
        if (!profile_fields.allow(fields) || (first_string && !fields.bytes().empty()))
            return PprofLook::other;
        if (fields.kind() == Kind::bytes && !is_pprof_part(fields.number(), fields.bytes()))
            return PprofLook::other;
        strings = strings || first_string;
        named_type = named_type || (fields.number() == 1 && number_in_message(fields.bytes(), 1) > 0);
        content = content || fields.number() == 2 || first_string;
        if (named_type && content)
            return PprofLook::surely;
    }
    return fields.failed() && !fields.cut() ? PprofLook::other : PprofLook::perhaps;
}

// A case for each field of the message that is read, so that the numbers of profile.proto stand in one place.
tl::expected<PprofMessage, ReadError> PprofMessage::parse(std::string_view text) {
    PprofMessage message;
    std::vector<std::string_view> types;
    std::string_view period_type;
    std::uint64_t default_type = 0;
    std::uint64_t first_mapping = 0;
    ProtobufFields fields(text);
    while (fields.next()) {
        if (!profile_fields.allow(fields) && fields.number() <= 15)
            return broken_pprof(fields.offset(), false);
        const auto bytes = fields.bytes();
        switch (fields.number()) {
        case 1:
            types.push_back(bytes);
            break;
        case 2:
            message.samples_.push_back(bytes);
            break;
        case 3:
            if (message.mappings_.empty())
                first_mapping = number_in_message(bytes, 1);
            message.mappings_[number_in_message(bytes, 1)] = bytes;
            break;
        case 4:
            message.locations_[number_in_message(bytes, 1)] = bytes;
            break;
        case 5:
            message.functions_[number_in_message(bytes, 1)] = bytes;
            break;
        case 6:
            message.strings_.push_back(bytes);
            break;
        case 9:
            message.time_nanos_ = signed_varint(fields.value());
            break;
        case 11:
            period_type = bytes;
            break;
        case 12:
            message.period_ = signed_varint(fields.value());
            break;
        case 14:
            default_type = fields.value();
            break;
        default:
            break;
        }
    }
    if (fields.failed())
        return broken_pprof(fields.offset(), fields.cut());
    for (const auto type : types)
        message.types_.push_back(message.type_of(type));
    message.period_type_ = message.type_of(period_type);
    message.default_type_ = message.string_at(default_type);
    message.program_ = message.file_of_mapping(first_mapping);
    return message;
}

std::string_view PprofMessage::string_at(std::uint64_t index) const {
    return index < strings_.size() ? strings_[index] : std::string_view();
}

PprofType PprofMessage::type_of(std::string_view message) const {
    return {string_at(number_in_message(message, 1)), string_at(number_in_message(message, 2))};
}

std::string_view PprofMessage::file_of_mapping(std::uint64_t id) const {
    const auto found = mappings_.find(id);
    return found == mappings_.end() ? std::string_view() : string_at(number_in_message(found->second, 5));
}

PprofLine PprofMessage::line_of(std::string_view message) const {
    PprofLine line{.name = {}, .system_name = {}, .file = {}, .line = number_in_message(message, 2)};
    const auto found = functions_.find(number_in_message(message, 1));
    if (found == functions_.end())
        return line;
    line.name = string_at(number_in_message(found->second, 2));
    line.system_name = string_at(number_in_message(found->second, 3));
    line.file = string_at(number_in_message(found->second, 4));
    return line;
}

tl::expected<PprofLocation, ReadError> PprofMessage::location(std::uint64_t id) const {
    constexpr std::size_t most_inlined = 1024;
    PprofLocation location;
    const auto found = locations_.find(id);
    if (found == locations_.end())
        return location;
    ProtobufFields fields(found->second);
    while (fields.next()) {
        if (fields.number() == 2)
            location.module = file_of_mapping(fields.value());
        else if (fields.number() == 4)
            location.lines.push_back(line_of(fields.bytes()));
        if (location.lines.size() > most_inlined)
            return refuse(0, fmt::format("location {} of over {} lines", id, most_inlined), whole_pprof);
    }
    if (fields.failed())
        return refuse(0, fmt::format("location {}, which is broken", id), whole_pprof);
    return location;
}

void PprofMessage::read_label(std::string_view message, PprofSample& sample) const {
    const auto key = string_at(number_in_message(message, 1));
    const auto text = string_at(number_in_message(message, 2));
    if (!text.empty() && (key == "thread" || key == "thread_name" || key == "thread name"))
        sample.thread = text;
}

tl::expected<void, ReadError> PprofMessage::parse_sample(std::string_view message, PprofSample& sample) const {
    sample.locations.clear();
    sample.values.clear();
    sample.thread = {};
    ProtobufFields fields(message);
    bool whole = true;
    while (fields.next()) {
        if (fields.number() == 1)
            whole = each_number(fields, [&](std::uint64_t id) { sample.locations.push_back(id); }) && whole;
        else if (fields.number() == 2)
            whole = each_number(fields, [&](std::uint64_t value) { sample.values.push_back(signed_varint(value)); }) &&
                    whole;
        else if (fields.number() == 3)
            read_label(fields.bytes(), sample);
    }
    if (fields.failed() || !whole || sample.values.size() != types_.size())
        return refuse(0, fmt::format("a sample of {} values", sample.values.size()),
                      fmt::format("{} values in each sample, one a sample type", types_.size()));
    return {};
}

} // namespace perfeng::tools

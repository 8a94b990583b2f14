#include "told.hpp"

#include "utf8.hpp"

#include "perfeng/process/program.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace perfeng::report {
namespace {

bool is_exportable(const Character& character) {
    const auto point = character.point;
    const bool layout = point == '\t' || point == '\n' || point == '\r';
    const bool control = (point < 0x20 && !layout) || (point >= 0x7F && point < 0xA0);
    return character.valid && !control && point != 0xFFFE && point != 0xFFFF;
}

/// "src/a.c" of ".perfeng/trees/0123456789abcdef/src/a.c".
std::filesystem::path out_of_work_tree(const std::filesystem::path& path) {
    constexpr std::size_t digits_of_tree = 16;
    for (auto part = path.begin(); part != path.end(); ++part) {
        if (*part != "trees" || std::next(part) == path.end() || std::next(part)->string().size() != digits_of_tree)
            continue;
        std::filesystem::path rest;
        for (auto inner = std::next(part, 2); inner != path.end(); ++inner)
            rest /= *inner;
        return rest;
    }
    return path;
}

} // namespace

Judgement judgement_of(const Comparison& comparison) {
    Judgement judgement;
    judgement.id = comparison.id;
    judgement.created = comparison.created;
    const auto name = comparison.candidate.name.empty() ? "compare" : comparison.candidate.name;
    judgement.workloads = {{name, comparison, ""}};
    judgement.gate = comparison.gate;
    for (auto& reason : judgement.gate.reasons)
        reason.workload = name;
    return judgement;
}

std::string workload_of(const Measurement& measurement) {
    return measurement.name.empty() ? process::join_words(measurement.workload.argv) : measurement.name;
}

std::string exportable(std::string_view text) {
    std::string clean;
    while (!text.empty()) {
        const auto character = take_character(text);
        clean += is_exportable(character) ? character.bytes : std::string_view("\xEF\xBF\xBD");
    }
    return clean;
}

std::string path_in_repository(const std::string& file, std::string_view root) {
    if (file.empty())
        return {};
    auto path = std::filesystem::path(file).lexically_normal();
    if (path.is_absolute())
        path = root.empty() ? std::filesystem::path("..") : path.lexically_relative(root);
    if (path.empty() || *path.begin() == "..")
        return {};
    return out_of_work_tree(path).generic_string();
}

std::string digits(double value) { return std::isfinite(value) ? fmt::format("{}", value) : ""; }

bool all_finite(const std::vector<double>& values) {
    return std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
}

std::string written_json(const nlohmann::ordered_json& document) {
    return document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

} // namespace perfeng::report

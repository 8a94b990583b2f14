#include "size_settings.hpp"

#include "config.hpp"

#include "perfeng/model/error.hpp"

#include <algorithm>
#include <filesystem>

namespace perfeng::cli {
namespace {

std::string value_in(const Record& record, const std::string& key) {
    const auto found = record.values.find(key);
    return found == record.values.end() || found->second.empty() ? std::string() : found->second.front();
}

/// Errors of what stands in a record name its place.
template <typename Read> auto reading(const Record& record, const Read& read) {
    try {
        return read();
    } catch (const Error& error) {
        throw Error(record.origin + ": " + error.what(), error.hint());
    }
}

analysis::SizeBudget size_budget_of(const Record& record) {
    analysis::SizeBudget budget{.name = value_in(record, "name"), .sizes = {}, .limits = {}};
    const auto sizes = value_in(record, "sizes");
    if (sizes.empty())
        throw Error(record.origin + ": a budget without 'sizes'", R"(name them, as in sizes = "100-500")");
    budget.sizes = reading(record, [&] { return analysis::parse_size_range(sizes); });
    for (const auto& kind : metric_kinds())
        if (const auto text = value_in(record, std::string(kind.name)); !text.empty())
            budget.limits.push_back(
                reading(record, [&] { return analysis::parse_size_limit(std::string(kind.name), text); }));
    if (budget.limits.empty())
        throw Error(record.origin + ": a budget without a limit", R"(add one, as in wall_time = "100ms-500ms")");
    return budget;
}

pipeline::ScaleInput input_of(const Record& record) {
    const auto path = value_in(record, "path");
    if (path.empty())
        throw Error(record.origin + ": an input without 'path'", R"(write it as size = 500, path = "data/500.csv")");
    const auto sizes = reading(record, [&] { return analysis::parse_sizes(value_in(record, "size")); });
    return {sizes.front(), (std::filesystem::path(record.directory) / path).lexically_normal().string()};
}

} // namespace

std::vector<analysis::SizeBudget> configured_size_budgets(const Session& session) {
    std::vector<analysis::SizeBudget> budgets;
    for (const auto& record : configured_records("size_budgets", session.options().config))
        budgets.push_back(size_budget_of(record));
    return budgets;
}

std::vector<pipeline::ScaleInput> configured_inputs(const Session& session) {
    std::vector<pipeline::ScaleInput> inputs;
    for (const auto& record : configured_records("inputs", session.options().config))
        inputs.push_back(input_of(record));
    std::ranges::stable_sort(inputs, {}, &pipeline::ScaleInput::size);
    const auto twice = std::ranges::adjacent_find(inputs, {}, &pipeline::ScaleInput::size);
    if (twice != inputs.end())
        throw Error("the configuration lists two inputs of size " + analysis::size_text(twice->size),
                    "leave one of them out of [[inputs]]");
    return inputs;
}

} // namespace perfeng::cli

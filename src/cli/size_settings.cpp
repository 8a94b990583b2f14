#include "size_settings.hpp"

#include "config.hpp"

#include <algorithm>

namespace perfeng::cli {
namespace {

analysis::SizeBudget size_budget_of(const Record& record) {
    analysis::SizeBudget budget{.name = record.word("name"), .sizes = {}, .limits = {}};
    const auto sizes = record.word("sizes");
    if (sizes.empty())
        throw Error(record.origin + ": a budget without 'sizes'", R"(name them, as in sizes = "100-500")");
    budget.sizes = naming(record.origin, [&] { return analysis::parse_size_range(sizes); });
    for (const auto& kind : metric_kinds())
        if (const auto text = record.word(std::string(kind.name)); !text.empty())
            budget.limits.push_back(
                naming(record.origin, [&] { return analysis::parse_size_limit(std::string(kind.name), text); }));
    if (budget.limits.empty())
        throw Error(record.origin + ": a budget without a limit", R"(add one, as in wall_time = "100ms-500ms")");
    return budget;
}

pipeline::ScaleInput input_of(const Record& record) {
    const auto path = record.word("path");
    if (path.empty())
        throw Error(record.origin + ": an input without 'path'", R"(write it as size = 500, path = "data/500.csv")");
    const auto sizes = naming(record.origin, [&] { return analysis::parse_sizes(record.word("size")); });
    return {sizes.front(), path};
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

std::vector<pipeline::ScaleInput> inputs_at(const std::vector<double>& sizes,
                                            const std::vector<pipeline::ScaleInput>& listed) {
    std::vector<pipeline::ScaleInput> all;
    for (const double size : sizes) {
        const auto found = std::ranges::find(listed, size, &pipeline::ScaleInput::size);
        all.push_back(found == listed.end() ? pipeline::ScaleInput{size, ""} : *found);
    }
    return all;
}

void require_inputs(const Workload& workload, const std::vector<pipeline::ScaleInput>& inputs,
                    const std::string& hint) {
    for (const auto& input : inputs)
        if (input.path.empty() && pipeline::has_input_placeholder(workload))
            throw Error("there is no input of size " + analysis::size_text(input.size) + " for {input}", hint);
}

} // namespace perfeng::cli

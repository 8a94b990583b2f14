#include "perfeng/analysis/sizes.hpp"
#include "perfeng/pipeline/scale.hpp"

#include <array>

namespace perfeng::pipeline {
namespace {

constexpr std::string_view size_placeholder = "{size}";
constexpr std::string_view input_placeholder = "{input}";

void replace_all(std::string& text, std::string_view placeholder, const std::string& value) {
    for (auto at = text.find(placeholder); at != std::string::npos; at = text.find(placeholder, at + value.size()))
        text.replace(at, placeholder.size(), value);
}

/// Every text of a workload in which a placeholder may stand.
void for_each_text(auto& workload, const auto& act) {
    for (auto& word : workload.argv)
        act(word);
    for (auto& word : workload.typed)
        act(word);
    for (auto& [name, value] : workload.env)
        act(value);
    for (auto& output : workload.outputs)
        act(output);
    act(workload.stdin_path);
    act(workload.prepare);
}

bool holds(const Workload& workload, std::string_view placeholder) {
    bool found = false;
    for_each_text(workload,
                  [&](const std::string& text) { found = found || text.find(placeholder) != std::string::npos; });
    return found;
}

} // namespace

Workload workload_at(const Workload& workload, const ScaleInput& input) {
    auto there = workload;
    for_each_text(there, [&](std::string& text) {
        replace_all(text, size_placeholder, analysis::size_text(input.size));
        if (!input.path.empty())
            replace_all(text, input_placeholder, input.path);
    });
    there.input_size = input.size;
    return there;
}

bool has_input_placeholder(const Workload& workload) { return holds(workload, input_placeholder); }

bool has_placeholder(const Workload& workload) {
    return holds(workload, size_placeholder) || has_input_placeholder(workload);
}

} // namespace perfeng::pipeline

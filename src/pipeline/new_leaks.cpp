#include "new_leaks.hpp"

#include "perfeng/measure/memory.hpp"

#include <algorithm>
#include <optional>

namespace perfeng::pipeline {
namespace {

std::optional<std::filesystem::path> graph_of(const Context& context, const Measurement& measurement,
                                              const std::filesystem::path& directory) {
    const auto found = std::ranges::find(measurement.artifacts, "memgraph", &Artifact::kind);
    if (found == measurement.artifacts.end() || !context.store.has_blob(found->sha256))
        return std::nullopt;
    std::filesystem::create_directories(directory);
    auto file = directory / "leaks.memgraph";
    context.store.extract_blob(found->sha256, file, false);
    return file;
}

} // namespace

void add_new_leaks(const Context& context, const Measurement& base, Measurement& candidate, double limit,
                   const std::filesystem::path& scratch) {
    if (!candidate.leaks)
        return;
    const auto before = graph_of(context, base, scratch / "graph-before");
    const auto after = graph_of(context, candidate, scratch / "graph-after");
    if (!before || !after)
        return;
    const auto found = measure::new_leaks(context.runner, *before, *after, limit);
    candidate.not_measured.insert(candidate.not_measured.end(), found.not_measured.begin(), found.not_measured.end());
    for (const auto& raw : found.raw)
        candidate.artifacts.push_back({raw.kind, context.store.put_blob_file(raw.path), raw.path.filename().string()});
    if (!found.result)
        return;
    candidate.leaks->new_count = found.result->count;
    candidate.leaks->new_bytes = found.result->bytes;
}

} // namespace perfeng::pipeline

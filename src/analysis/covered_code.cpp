#include "perfeng/analysis/risks.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

namespace perfeng::analysis {
namespace {

constexpr int reach = 10; // lines
constexpr std::size_t unmapped_shown = 3;

void add_counts(std::uint64_t& sum, std::uint64_t count) {
    sum = count > std::numeric_limits<std::uint64_t>::max() - sum ? std::numeric_limits<std::uint64_t>::max()
                                                                  : sum + count;
}

} // namespace

void CoveredCode::add(const Coverage& coverage, const SourcePaths& paths) {
    if (std::ranges::find(use_.tools, coverage.tool) == use_.tools.end())
        use_.tools.push_back(coverage.tool);
    for (const auto& covered : coverage.files) {
        ++use_.files;
        const auto path = paths.locate(covered.path);
        if (!path) {
            if (use_.unmapped.size() < unmapped_shown)
                use_.unmapped.push_back(covered.path);
            continue;
        }
        ++use_.mapped_files;
        auto& file = files_[*path];
        for (const auto& line : covered.lines) {
            auto& count = file.lines.try_emplace(line.line, 0).first->second;
            use_.executed_lines += count == 0 && line.count > 0 ? 1 : 0;
            add_counts(count, line.count);
        }
        for (const auto& function : covered.functions)
            if (function.line > 0)
                add_counts(file.functions[function.line], function.count);
    }
    use_.lines = 0;
    for (const auto& [path, file] : files_)
        use_.lines += file.lines.size();
}

std::optional<std::uint64_t> CoveredCode::count_of(const std::string& file, int line) const {
    const auto found = files_.find(file);
    if (found == files_.end())
        return std::nullopt;
    const auto& [lines, functions] = found->second;
    const auto behind = lines.upper_bound(line);
    const auto next_function = functions.upper_bound(line);
    const int begin = next_function == functions.begin() ? 0 : std::prev(next_function)->first;
    if (behind != lines.begin()) {
        const auto& [listed, count] = *std::prev(behind);
        if (listed == line || (line - listed <= reach && listed >= begin))
            return count;
    }
    if (next_function != functions.begin() && line - begin <= reach)
        return std::prev(next_function)->second;
    return std::nullopt;
}

std::optional<LineRange> CoveredCode::function_at(const std::string& file, int line) const {
    const auto found = files_.find(file);
    if (found == files_.end())
        return std::nullopt;
    const auto& [lines, functions] = found->second;
    const auto next = functions.upper_bound(line);
    if (next == functions.begin())
        return std::nullopt;
    const int first = std::prev(next)->first;
    const auto end = next == functions.end() ? lines.end() : lines.lower_bound(next->first);
    const int last = end == lines.begin() ? first : std::prev(end)->first;
    return LineRange{first, std::max({first, last, line})};
}

} // namespace perfeng::analysis

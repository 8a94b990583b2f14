#include "coverage_files.hpp"

#include "perfeng/tools/symbols/demangle.hpp"

#include <algorithm>
#include <tuple>

namespace perfeng::tools {
namespace {

constexpr std::uint64_t most_line = std::numeric_limits<int>::max();

/// Sorts by `key`, and adds up the counts of equals.
template <typename T, typename Key> void merge_equals(std::vector<T>& values, Key key) {
    std::sort(values.begin(), values.end(), [&](const T& a, const T& b) { return key(a) < key(b); });
    auto kept = values.begin();
    for (auto value = values.begin(); value != values.end(); ++value) {
        if (value != kept && key(*value) == key(*kept)) {
            kept->count = saturated_sum(kept->count, value->count);
        } else if (value != kept) {
            if (++kept != value)
                *kept = std::move(*value);
        }
    }
    if (!values.empty())
        values.erase(std::next(kept), values.end());
}

void merge_lines(std::vector<CoveredLine>& lines) {
    merge_equals(lines, [](const CoveredLine& line) { return line.line; });
}

void merge_functions(std::vector<CoveredFunction>& functions) {
    merge_equals(functions, [](const CoveredFunction& function) {
        return std::tuple(function.line, std::string_view(function.name));
    });
}

/// Names of scripting languages, "<module>" and "get size", are as people say them; those of C++ have scopes, or
/// arguments where they have return types.
std::string covered_name(std::string_view name) {
    const auto demangled = demangle(name);
    const bool is_cxx = demangled.find('(') != std::string::npos || demangled.find("::") != std::string::npos;
    return is_cxx ? short_name(demangled) : demangled;
}

/// Whether so much was added since the last time that merging pays for itself.
bool worth_merging(std::size_t size, std::size_t merged) { return size > 4096 + 2 * merged; }

} // namespace

void CoverageFiles::open(std::string_view path) {
    const auto found = files_.find(path);
    current_ = found != files_.end() ? &found->second : &files_[std::string(path)];
}

bool CoverageFiles::add_line(std::uint64_t line, std::uint64_t count) {
    if (line == 0 || line > most_line)
        return false;
    current_->lines.push_back({static_cast<int>(line), count});
    if (worth_merging(current_->lines.size(), current_->merged_lines)) {
        merge_lines(current_->lines);
        current_->merged_lines = current_->lines.size();
    }
    return true;
}

void CoverageFiles::add_function(std::string_view name, std::uint64_t line, std::uint64_t count) {
    const auto known = line > most_line ? 0 : static_cast<int>(line);
    current_->functions.push_back({covered_name(name), known, count});
    if (worth_merging(current_->functions.size(), current_->merged_functions)) {
        merge_functions(current_->functions);
        current_->merged_functions = current_->functions.size();
    }
}

bool CoverageFiles::any_lines() const {
    return std::any_of(files_.begin(), files_.end(), [](const auto& file) { return !file.second.lines.empty(); });
}

Coverage CoverageFiles::take(std::string_view tool) {
    Coverage coverage{.tool = std::string(tool), .files = {}};
    for (auto& [path, file] : files_) {
        merge_lines(file.lines);
        merge_functions(file.functions);
        coverage.files.push_back({path, std::move(file.lines), std::move(file.functions)});
    }
    files_.clear();
    current_ = nullptr;
    return coverage;
}

} // namespace perfeng::tools

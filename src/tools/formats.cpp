#include "families.hpp"

#include <algorithm>
#include <vector>

namespace perfeng::tools {
namespace {

std::vector<Format> all_formats() {
    std::vector<Format> all;
    for (const auto family :
         {xctrace_formats(), memory_formats(), counter_formats(), stack_formats(), exchange_formats(), time_formats(),
          benchmark_formats(), coverage_formats(), lint_formats(), size_formats(), build_formats()})
        all.insert(all.end(), family.begin(), family.end());
    return all;
}

} // namespace

std::span<const Format> formats() {
    static const auto all = all_formats();
    return all;
}

const Format* find_format(std::string_view name) {
    const auto all = formats();
    const auto found = std::ranges::find(all, name, &Format::name);
    return found == all.end() ? nullptr : &*found;
}

} // namespace perfeng::tools

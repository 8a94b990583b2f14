#include "inspections.hpp"

#include "perfeng/process/program.hpp"
#include "perfeng/tools/tool.hpp"

#include <algorithm>
#include <array>

namespace perfeng::tools {

std::span<const Tool> all_tools() {
    static constexpr std::array tools{
        Tool{"time", inspect_time},
        Tool{"perf", inspect_perf},
        Tool{"callgrind", inspect_callgrind},
        Tool{"flamegraph", inspect_flamegraph},
        Tool{"xctrace", inspect_xctrace},
        Tool{"sample", inspect_sample},
        Tool{"cargo-instruments", inspect_cargo_instruments},
        Tool{"heaptrack", inspect_heaptrack},
        Tool{"lsan", inspect_lsan},
        Tool{"memcheck", inspect_memcheck},
        Tool{"leaks", inspect_leaks},
        Tool{"symbolizer", inspect_symbolizer},
    };
    return tools;
}

const Tool* find_tool(std::string_view name) {
    const auto tools = all_tools();
    const auto found = std::ranges::find(tools, name, &Tool::name);
    return found == tools.end() ? nullptr : &*found;
}

std::string with_workload(std::vector<std::string> prefix) {
    prefix.emplace_back("CMD");
    return process::join_words(prefix);
}

} // namespace perfeng::tools

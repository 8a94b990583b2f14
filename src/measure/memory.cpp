#include "perfeng/measure/memory.hpp"

#include "allocation_ways.hpp"
#include "first_that_works.hpp"
#include "leak_ways.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace perfeng::measure {
namespace {

struct LeakWay {
    std::string_view name;
    LeakAttempt (*attempt)(const PassContext&);
};

constexpr std::array leak_ways{
    LeakWay{"lsan", leaks_by_lsan},
    LeakWay{"memcheck", leaks_by_memcheck},
    LeakWay{"leaks", leaks_by_leaks},
    LeakWay{"xctrace", leaks_by_xctrace},
};

LeakAttempt attempt_leaks(std::string_view checker, const PassContext& context) {
    const auto* const way = std::ranges::find(leak_ways, checker, &LeakWay::name);
    if (way == leak_ways.end())
        throw Error(fmt::format("there is no leak checker '{}'", checker),
                    "see --leak-checker in perfeng baseline --help");
    return way->attempt(context);
}

/// A Mac is told by its tools. Those of Linux go before them: who cross-compiles for a Mac may have an xcrun.
bool on_a_mac(std::string_view tool_of_linux) {
    return process::find_program("xcrun") && !process::find_program(tool_of_linux);
}

std::vector<std::string_view> usual_checkers() {
    return on_a_mac("valgrind") ? std::vector<std::string_view>{"leaks"}
                                : std::vector<std::string_view>{"lsan", "memcheck"};
}

} // namespace

PassResult<Allocations> profile_allocations(const PassContext& context) {
    return on_a_mac("heaptrack") ? allocations_by_xctrace(context) : allocations_by_heaptrack(context);
}

std::vector<std::string> leak_checkers() {
    std::vector<std::string> names{"auto"};
    for (const auto& way : leak_ways)
        names.emplace_back(way.name);
    return names;
}

PassResult<Leaks> find_leaks(const PassContext& context, const std::string& checker) {
    const bool chosen = !checker.empty() && checker != "auto";
    auto first = first_that_works<Leaks>(chosen ? std::vector<std::string_view>{checker} : usual_checkers(),
                                         [&](std::string_view name) { return attempt_leaks(name, context); });
    if (!first)
        return {{}, {}, {{"leaks", first.error().why, first.error().how}}};
    return std::move(first->result);
}

} // namespace perfeng::measure

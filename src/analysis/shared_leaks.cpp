#include "perfeng/analysis/functions.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace perfeng::analysis {
namespace {

bool starts_program(std::string_view function) {
    constexpr std::array<std::string_view, 12> roots{
        "main",         "_start",         "start",        "(below main)",      "clone",     "clone3",
        "start_thread", "_pthread_start", "thread_start", "__libc_start_main", "[unknown]", "invoke_main"};
    constexpr std::array<std::string_view, 3> beginnings{"__libc_start", "std::rt::", "__libc_start_call_main"};
    return std::ranges::find(roots, function) != roots.end() ||
           std::ranges::any_of(beginnings, [&](auto beginning) { return function.starts_with(beginning); });
}

bool is_foreign(const MemoryFrame& frame) {
    constexpr std::array<std::string_view, 6> sources{"/rustc/",   "/usr/include/",       "/usr/lib/",
                                                      "/usr/src/", "/usr/local/include/", "library/"};
    constexpr std::array<std::string_view, 4> modules{"/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/"};
    const auto begins = [](const std::string& path) {
        return [&](std::string_view place) { return path.starts_with(place); };
    };
    return starts_program(frame.function) || frame.function.starts_with("std::") ||
           std::ranges::any_of(sources, begins(frame.file)) || std::ranges::any_of(modules, begins(frame.module));
}

/// One stack in which memory was lost, whatever the kinds of its leaks.
struct Trace {
    const LeakSite* site = nullptr;
    std::uint64_t count = 0;
    std::uint64_t bytes = 0;
};

std::vector<Trace> traces_of(const Leaks& leaks) {
    std::vector<Trace> traces;
    std::map<std::vector<std::tuple<std::string_view, std::string_view, int>>, std::size_t> known;
    for (const auto& site : leaks.sites) {
        if ((site.kind != LeakKind::definite && site.kind != LeakKind::indirect) || site.stack.empty())
            continue;
        std::vector<std::tuple<std::string_view, std::string_view, int>> key;
        for (const auto& frame : site.stack)
            key.emplace_back(frame.function, frame.file, frame.line);
        const auto [at, added] = known.try_emplace(std::move(key), traces.size());
        if (added)
            traces.push_back({.site = &site});
        traces[at->second].count += site.count;
        traces[at->second].bytes += site.bytes;
    }
    std::ranges::stable_sort(traces, std::ranges::greater{}, &Trace::bytes);
    return traces;
}

/// What the tool's reader takes for the place of the loss; below it stand libraries.
std::size_t own_depth(const LeakSite& site) {
    const auto own = std::ranges::find(site.stack, site.function, &MemoryFrame::function);
    return own == site.stack.end() ? 0 : static_cast<std::size_t>(own - site.stack.begin());
}

/// Where a function stands: in which traces, and how far from the allocation in the first of them.
struct FunctionStanding {
    SharedLeakFunction function;
    std::vector<std::size_t> traces;
    std::size_t depth = 0;
};

void stand(FunctionStanding& standing, const Trace& trace, std::size_t number, std::size_t depth) {
    const auto& frame = trace.site->stack[depth];
    if (standing.traces.empty()) {
        standing.function = {.function = frame.function, .file = frame.file, .line = frame.line};
        standing.depth = depth;
    }
    standing.traces.push_back(number);
    ++standing.function.traces;
    standing.function.count += trace.count;
    standing.function.bytes += trace.bytes;
}

} // namespace

std::vector<SharedLeakFunction> shared_leak_functions(const Leaks& leaks) {
    std::map<std::pair<std::string_view, std::string_view>, FunctionStanding> standings; // by name and file
    const auto traces = traces_of(leaks);
    for (std::size_t number = 0; number < traces.size(); ++number) {
        std::set<std::pair<std::string_view, std::string_view>> seen;
        const auto& stack = traces[number].site->stack;
        for (auto depth = own_depth(*traces[number].site); depth < stack.size(); ++depth)
            if (!is_foreign(stack[depth]) && seen.emplace(stack[depth].function, stack[depth].file).second)
                stand(standings[{stack[depth].function, stack[depth].file}], traces[number], number, depth);
    }
    std::map<std::vector<std::size_t>, const FunctionStanding*> nearest; // by traces
    for (const auto& [name, standing] : standings) {
        if (standing.traces.size() < 2)
            continue;
        const auto [known, added] = nearest.try_emplace(standing.traces, &standing);
        if (!added && standing.depth < known->second->depth)
            known->second = &standing;
    }
    std::vector<SharedLeakFunction> shared;
    for (const auto& [numbers, standing] : nearest)
        shared.push_back(standing->function);
    std::ranges::stable_sort(shared, [](const auto& a, const auto& b) {
        return std::tuple(b.traces, b.bytes, std::string_view(a.function)) <
               std::tuple(a.traces, a.bytes, std::string_view(b.function));
    });
    return shared;
}

} // namespace perfeng::analysis

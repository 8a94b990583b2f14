#include "leak_sites.hpp"

#include "memory_frames.hpp"
#include "text/reading.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

namespace perfeng::tools {
namespace {

bool is_lost(LeakKind kind) { return kind == LeakKind::definite || kind == LeakKind::indirect; }

/// Takes ":12" off the end of `text`.
std::optional<int> take_last_number(std::string_view& text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0)
        return std::nullopt;
    const auto number = whole_number(text.substr(colon + 1));
    if (!number || *number > INT32_MAX)
        return std::nullopt;
    text = text.substr(0, colon);
    return static_cast<int>(*number);
}

} // namespace

void name_place(LeakSite& site) {
    cut_allocators(site.stack);
    if (site.stack.empty()) {
        site.function = memory_function_name({});
        return;
    }
    const MemoryFrame& user = site.stack[first_user_frame(site.stack)];
    site.function = user.function;
    site.file = user.file;
    site.line = user.line;
}

void add_loss(Leaks& leaks, LeakKind kind, std::uint64_t count, std::uint64_t bytes) {
    if (kind == LeakKind::possible) {
        leaks.possible_count += count;
        leaks.possible_bytes += bytes;
    } else if (kind == LeakKind::reachable) {
        leaks.reachable_count += count;
        leaks.reachable_bytes += bytes;
    } else {
        leaks.count += count;
        leaks.bytes += bytes;
    }
}

void sort_sites(Leaks& leaks) {
    std::stable_sort(leaks.sites.begin(), leaks.sites.end(), [](const LeakSite& a, const LeakSite& b) {
        return std::tuple(is_lost(b.kind), b.bytes, b.count) < std::tuple(is_lost(a.kind), a.bytes, a.count);
    });
}

std::uint64_t listed_leaks(const Leaks& leaks) {
    std::uint64_t count = 0;
    for (const auto& site : leaks.sites)
        count += is_lost(site.kind) ? site.count : 0;
    return count;
}

bool set_location(MemoryFrame& frame, std::string_view location) {
    const auto last = take_last_number(location);
    if (!last)
        return false;
    frame.line = take_last_number(location).value_or(*last);
    if (location != "<compiler-generated>" && location != "??")
        frame.file = location;
    else
        frame.line = 0;
    return true;
}

} // namespace perfeng::tools

#include "quality.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <ranges>
#include <span>
#include <string_view>

namespace perfeng::analysis {
namespace {

/// Without a name: an address alone is none.
bool unnamed(const auto& frame) {
    return frame.name == "[unknown]" || (frame.raw_name.empty() && frame.name.starts_with("0x"));
}

/// Where threads and programs begin: glibc, musl, ld.so, Rust, Go and macOS. A name ending in '*' is a prefix.
constexpr std::string_view starts[] = {
    "_start",
    "main",
    "__libc_start_main*",
    "__libc_start_call_main*",
    "_dl_start_user",
    "start_thread",
    "clone",
    "clone3",
    "__clone*",
    "__GI___clone*",
    "thread_start",
    "std::rt::lang_start*",
    "runtime.goexit*",
    "runtime.mstart*",
    "runtime.rt0_go*",
    "_rt0_*",
    "start",
    "_pthread_start",
    "start_wqthread",
};

/// Where kernel threads and idle processors begin.
constexpr std::string_view kernel_starts[] = {
    "ret_from_fork*",      "kthread",           "secondary_startup*",   "start_secondary*", "start_kernel",
    "x86_64_start_kernel", "cpu_startup_entry", "cpu_bringup_and_idle",
};

/// The kernel at work before a program's first instruction (execve) and after its last (exit), when there is no
/// user stack to see.
constexpr std::string_view without_user_stack[] = {
    "do_execve*", "bprm_execve*", "load_elf_binary*", "do_exit*", "do_group_exit*",
};

bool among(std::string_view name, std::span<const std::string_view> patterns) {
    return std::ranges::any_of(patterns, [name](std::string_view pattern) {
        return pattern.ends_with('*') ? name.starts_with(pattern.substr(0, pattern.size() - 1)) : name == pattern;
    });
}

bool rooted_in_kernel(const Profile& profile, const Stack& stack) {
    return among(profile.frames[stack.frames.back()].name, kernel_starts) ||
           std::ranges::any_of(stack.frames, [&](std::uint32_t frame) {
               return among(profile.frames[frame].name, without_user_stack);
           });
}

/// Judged by the outermost frame with a name: a stripped _start, or what an unwinder finds beyond it, has none.
bool rooted(const Profile& profile, const Stack& stack) {
    const auto frame_of = [&](std::uint32_t frame) -> const Frame& { return profile.frames[frame]; };
    if (std::ranges::all_of(stack.frames, [&](std::uint32_t frame) { return frame_of(frame).kernel; }))
        return rooted_in_kernel(profile, stack);
    const auto named = std::ranges::find_if(stack.frames | std::views::reverse,
                                            [&](std::uint32_t frame) { return !unnamed(frame_of(frame)); });
    return named != stack.frames.rend() && among(frame_of(*named).name, starts);
}

/// Inlined frames are perfeng's own and take no place in the recorder's stack.
bool capped(const Profile& profile, const Stack& stack) {
    const auto recorded =
        std::ranges::count_if(stack.frames, [&](std::uint32_t frame) { return !profile.frames[frame].inlined; });
    return profile.depth_cap > 0 && recorded >= profile.depth_cap;
}

/// The weights that the shares of ProfileQuality are made of.
struct Weights {
    ProfileQuality sum;
    std::map<std::string, double> unknown;
};

void add_stack(const Profile& profile, const Stack& stack, Weights& weights) {
    if (stack.frames.empty()) {
        weights.sum.empty_share += stack.weight;
        return;
    }
    const auto& leaf = profile.frames[stack.frames.front()];
    if (capped(profile, stack)) // then what is outermost is no root, whatever its name
        weights.sum.capped_share += stack.weight;
    else if (rooted(profile, stack))
        weights.sum.rooted_share += stack.weight;
    if (leaf.kernel)
        weights.sum.kernel_share += stack.weight;
    if (unnamed(leaf))
        weights.unknown[leaf.module] += stack.weight;
}

void add_function(const FunctionCost& cost, Weights& weights) {
    weights.sum.rooted_share += cost.self;
    if (cost.kernel)
        weights.sum.kernel_share += cost.self;
    if (unnamed(cost))
        weights.unknown[cost.module] += cost.self;
}

} // namespace

ProfileQuality quality_of(const Profile& profile, double whole) {
    Weights weights;
    for (const auto& stack : profile.stacks)
        add_stack(profile, stack, weights);
    if (profile.stacks.empty())
        for (const auto& cost : profile.functions)
            add_function(cost, weights);

    auto& quality = weights.sum;
    if (whole <= 0)
        return {};
    for (const auto& [module, weight] : weights.unknown) {
        quality.unknown_by_module.push_back({module, weight / whole});
        quality.unknown_share += weight / whole;
    }
    std::ranges::stable_sort(quality.unknown_by_module, std::greater{}, &ProfileQuality::UnknownModule::share);
    for (auto* share : {&quality.rooted_share, &quality.capped_share, &quality.empty_share, &quality.kernel_share})
        *share /= whole;
    return quality;
}

} // namespace perfeng::analysis

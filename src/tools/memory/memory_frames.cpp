#include "memory_frames.hpp"

#include "perfeng/tools/symbols/demangle.hpp"
#include "perfeng/tools/symbols/own_code.hpp"

#include <algorithm>
#include <array>

namespace perfeng::tools {
namespace {

constexpr std::array<std::string_view, 28> allocator_names{"malloc",
                                                           "calloc",
                                                           "realloc",
                                                           "reallocarray",
                                                           "free",
                                                           "memalign",
                                                           "aligned_alloc",
                                                           "posix_memalign",
                                                           "valloc",
                                                           "pvalloc",
                                                           "__rust_alloc",
                                                           "__rust_realloc",
                                                           "__rdl_alloc",
                                                           "__rdl_realloc",
                                                           "__rg_alloc",
                                                           "__rg_realloc",
                                                           "__rust_alloc_zeroed",
                                                           "__rdl_alloc_zeroed",
                                                           "__rg_alloc_zeroed",
                                                           "strdup",
                                                           "strndup",
                                                           "_objc_rootAlloc",
                                                           "_objc_rootAllocWithZone",
                                                           "objc_alloc",
                                                           "class_createInstance",
                                                           "CFAllocatorAllocate",
                                                           "_CFRuntimeCreateInstance",
                                                           "os_malloc"};

constexpr std::array<std::string_view, 12> allocator_prefixes{
    "operator new",          "alloc::alloc::",       "<alloc::alloc::Global",    "alloc::raw_vec::",
    "std::allocator_traits", "std::__new_allocator", "__gnu_cxx::new_allocator", "std::allocator::",
    "malloc_zone_",          "_malloc_zone_",        "swift_allocObject",        "swift_slowAlloc"};

/// What sanitizers put before the name of the function that they stand in for, on Linux and on macOS.
constexpr std::array<std::string_view, 3> interceptor_prefixes{"___interceptor_", "__interceptor_", "wrap_"};

/// Valgrind gives inlined functions without their namespace; the file still tells what they are.
constexpr std::array<std::string_view, 7> allocator_files{
    "library/alloc/src/alloc.rs", "library/alloc/src/raw_vec", "/bits/new_allocator.h",       "/ext/new_allocator.h",
    "/bits/alloc_traits.h",       "/__memory/allocator.h",     "/__memory/allocator_traits.h"};

/// The same headers where a tool leaves directories out, as the text of memcheck does.
constexpr std::array<std::string_view, 6> bare_allocator_files{"new_allocator.h",    "allocator.h", "alloc_traits.h",
                                                               "allocator_traits.h", "alloc.rs",    "raw_vec.rs"};
template <typename Prefixes> bool starts_with_any(std::string_view text, const Prefixes& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(), [&](auto prefix) { return text.starts_with(prefix); });
}

template <typename Parts> bool contains_any(std::string_view text, const Parts& parts) {
    return std::any_of(parts.begin(), parts.end(), [&](auto part) { return text.find(part) != text.npos; });
}

template <typename Names> bool is_one_of(std::string_view text, const Names& names) {
    return std::find(names.begin(), names.end(), text) != names.end();
}

} // namespace

bool is_allocator(const MemoryFrame& frame) {
    std::string_view name = frame.function;
    if (name.starts_with("__rustc::"))
        name.remove_prefix(std::string_view("__rustc::").size());
    for (const auto prefix : interceptor_prefixes)
        if (name.starts_with(prefix)) {
            name.remove_prefix(prefix.size());
            break;
        }
    return frame.module == "libsystem_malloc.dylib" || is_one_of(name, allocator_names) ||
           starts_with_any(name, allocator_prefixes) || contains_any(frame.file, allocator_files) ||
           is_one_of(frame.file, bare_allocator_files);
}

bool is_user_code(const MemoryFrame& frame) { return !is_allocator(frame) && is_own_code(frame); }

void cut_allocators(std::vector<MemoryFrame>& stack) {
    const auto place = std::find_if_not(stack.begin(), stack.end(), is_allocator);
    if (place != stack.end())
        stack.erase(stack.begin(), place);
}

bool is_named_place(const MemoryFrame& frame) { return frame.function != "[unknown]" && !is_allocator(frame); }

std::size_t first_user_frame(const std::vector<MemoryFrame>& stack) {
    return first_user_index(
        stack.size(), [&](std::size_t at) { return is_user_code(stack[at]); },
        [&](std::size_t at) { return is_named_place(stack[at]); });
}

std::string memory_function_name(std::string_view symbol) {
    return symbol.empty() ? "[unknown]" : short_name(demangle(symbol));
}

} // namespace perfeng::tools

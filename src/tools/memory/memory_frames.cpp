#include "memory_frames.hpp"

#include "perfeng/tools/symbols/demangle.hpp"

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

/// The same headers where a tool leaves directories out, as the text of memcheck does; then the others of libstdc++ and
/// of Rust's library that such a stack goes through. Names that a program is likely to use, as vec.rs, are not here.
constexpr std::array<std::string_view, 6> bare_allocator_files{"new_allocator.h",    "allocator.h", "alloc_traits.h",
                                                               "allocator_traits.h", "alloc.rs",    "raw_vec.rs"};
constexpr std::array<std::string_view, 30> bare_library_files{
    "allocated_ptr.h", "shared_ptr_base.h",   "shared_ptr.h",       "unique_ptr.h",    "stl_vector.h",
    "vector.tcc",      "basic_string.h",      "basic_string.tcc",   "char_traits.h",   "stl_tree.h",
    "stl_map.h",       "stl_set.h",           "stl_list.h",         "list.tcc",        "stl_deque.h",
    "deque.tcc",       "hashtable.h",         "hashtable_policy.h", "unordered_map.h", "unordered_set.h",
    "stl_construct.h", "stl_uninitialized.h", "stl_algobase.h",     "stl_algo.h",      "std_function.h",
    "invoke.h",        "std_thread.h",        "aligned_buffer.h",   "boxed.rs",        "unique.rs"};

constexpr std::array<std::string_view, 7> system_places{"/lib/",       "/lib32/",     "/lib64/",      "/usr/lib/",
                                                        "/usr/lib32/", "/usr/lib64/", "/usr/libexec/"};

/// As tools of macOS name them, without a path; frameworks by name or identifier.
constexpr std::array<std::string_view, 8> macos_library_prefixes{"libsystem_", "libSystem.",   "libc++",  "libobjc.",
                                                                 "libswift",   "libdispatch.", "libxpc.", "com.apple."};
constexpr std::array<std::string_view, 10> macos_libraries{"dyld",   "dyld_sim",  "CoreFoundation", "Foundation",
                                                           "AppKit", "UIKitCore", "SwiftUI",        "SwiftUICore",
                                                           "UIKit",  "CFNetwork"};

constexpr std::array<std::string_view, 7> library_sources{
    "/rustc/", "/rust/deps/", "library/", "/usr/include/", "/usr/lib/gcc", "/usr/lib/llvm", "/usr/local/include/"};
constexpr std::array<std::string_view, 4> library_source_parts{"/rustlib/src/rust/library/", "/include/c++/",
                                                               "/libsanitizer/", "/compiler-rt/lib/"};

constexpr std::array<std::string_view, 10> library_names{
    "std::", "core::", "alloc::", "__gnu_cxx::", "__rustc::", "<std::", "<core::", "<alloc::", "__rust_", "_Unwind_"};

template <typename Prefixes> bool starts_with_any(std::string_view text, const Prefixes& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(), [&](auto prefix) { return text.starts_with(prefix); });
}

template <typename Parts> bool contains_any(std::string_view text, const Parts& parts) {
    return std::any_of(parts.begin(), parts.end(), [&](auto part) { return text.find(part) != text.npos; });
}

template <typename Names> bool is_one_of(std::string_view text, const Names& names) {
    return std::find(names.begin(), names.end(), text) != names.end();
}

bool is_system_library(std::string_view module) {
    if (starts_with_any(module, macos_library_prefixes) || is_one_of(module, macos_libraries))
        return true;
    return module.find(".so") != module.npos && starts_with_any(module, system_places);
}

bool is_library_source(std::string_view file) {
    return is_one_of(file, bare_library_files) || starts_with_any(file, library_sources) ||
           contains_any(file, library_source_parts);
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

bool is_user_code(const MemoryFrame& frame) {
    if (is_allocator(frame) || is_system_library(frame.module))
        return false;
    if (frame.function == "[unknown]") // of a stripped program, say
        return !frame.module.empty();
    return frame.file.empty() ? !starts_with_any(frame.function, library_names) : !is_library_source(frame.file);
}

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

#include "perfeng/tools/symbols/own_code.hpp"

#include <algorithm>
#include <array>

namespace perfeng::tools {
namespace {

/// Headers of libstdc++ and files of Rust's library where a tool leaves directories out. Names that a program is likely
/// to use, as vec.rs, are not here.
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

constexpr std::array<std::string_view, 9> library_sources{
    "/rustc/",       "/rust/deps/",         "library/",    "/usr/include/", "/usr/lib/gcc",
    "/usr/lib/llvm", "/usr/local/include/", "../sysdeps/", "../csu/"};
/// Of languages' libraries, and of what package managers of Rust, Go, JavaScript and Python fetch.
constexpr std::array<std::string_view, 14> library_source_parts{"/rustlib/src/rust/library/",
                                                                "/include/c++/",
                                                                "/libsanitizer/",
                                                                "/compiler-rt/lib/",
                                                                "cargo/registry/", // also of Debian, in /usr/share
                                                                "/vendor/",
                                                                "/.cargo/git/checkouts/",
                                                                "/go/pkg/mod/",
                                                                "/usr/local/go/src/",
                                                                "/usr/share/go-",
                                                                "/node_modules/",
                                                                "/site-packages/",
                                                                "/dist-packages/",
                                                                "/jdk/src/"};

/// C++ and Rust; the C library and its parts as profilers name them; the runtimes and libraries of Go, Python, Node and
/// Java.
constexpr std::string_view library_names[] = {"std::",        "core::",       "alloc::",      "__gnu_cxx::",
                                              "__cxxabiv1::", "__rustc::",    "<std::",       "<core::",
                                              "<alloc::",     "__rust_",      "_Unwind_",     "__cxa_",
                                              "hashbrown::",  "<hashbrown::", "operator new", "operator delete",
                                              "__libc_",      "__GI_",        "_IO_",         "__mem",
                                              "__str",        "_int_",        "_dl_",         "__lll_",
                                              "__pthread_",   "pthread_",     "do_lookup_x",  "__vfprintf",
                                              "__printf",     "_itoa",        "unlink_chunk", "malloc_consolidate",
                                              "sysmalloc",    "runtime.",     "fmt.(",        "sync.(",
                                              "strconv.",     "sort.",        "reflect.",     "regexp.",
                                              "_Py",          "PyObject_",    "PyUnicode_",   "PyList_",
                                              "PyDict_",      "PyNumber_",    "v8::",         "node::",
                                              "Builtins_",    "Builtin:",     "java.",        "java/",
                                              "jdk.",         "jdk/",         "sun.",         "G1",
                                              "JavaThread::", "JVM_",         "Interpreter"};

template <typename Texts> bool begins_with_one(std::string_view text, const Texts& beginnings) {
    return std::ranges::any_of(beginnings, [&](auto beginning) { return text.starts_with(beginning); });
}

template <typename Texts> bool holds_one(std::string_view text, const Texts& parts) {
    return std::ranges::any_of(parts, [&](auto part) { return text.find(part) != text.npos; });
}

template <typename Texts> bool is_among(std::string_view text, const Texts& names) {
    return std::ranges::find(names, text) != names.end();
}

bool is_system_library(std::string_view module) {
    if (begins_with_one(module, macos_library_prefixes) || is_among(module, macos_libraries))
        return true;
    return module.find(".so") != module.npos && begins_with_one(module, system_places);
}

/// Exact names of the C library, which a program linked statically holds itself.
constexpr std::array<std::string_view, 20> c_functions{
    "malloc",       "calloc",           "realloc", "free", "cfree",  "memcpy", "memmove", "memset", "memcmp",
    "strlen",       "strcmp",           "write",   "read", "printf", "qsort",  "_start",  "clone",  "clone3",
    "start_thread", "__libc_start_main"};

/// Programs whose own functions say nothing of the script that they run.
constexpr std::array<std::string_view, 8> interpreters{"python", "node", "java", "perl", "ruby", "php", "lua", "pypy"};

bool is_interpreter(std::string_view module) {
    module.remove_prefix(module.rfind('/') + 1);
    module = module.substr(0, module.find_last_not_of("0123456789.") + 1); // python3.11
    return is_among(module, interpreters);
}

bool is_library_name(std::string_view function) {
    return begins_with_one(function, library_names) || is_among(function, c_functions);
}

bool is_library_source(std::string_view file) {
    return is_among(file, bare_library_files) || begins_with_one(file, library_sources) ||
           holds_one(file, library_source_parts);
}

} // namespace

bool is_own_code(const MemoryFrame& frame) {
    if (is_system_library(frame.module) || frame.module.starts_with("["))
        return false;
    if (frame.file.empty() && is_interpreter(frame.module))
        return false;
    if (frame.function.starts_with("__GI_")) // of glibc, with its debug information: "string/strndup.c"
        return false;
    if (frame.function == "[unknown]") // of a stripped program, say
        return !frame.module.empty();
    return frame.file.empty() ? !is_library_name(frame.function) : !is_library_source(frame.file);
}

} // namespace perfeng::tools

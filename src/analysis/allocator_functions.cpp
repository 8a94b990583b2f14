#include "allocator_functions.hpp"

namespace perfeng::analysis {

const std::vector<std::string>& allocator_functions() {
    static const std::vector<std::string> names{"malloc",
                                                "calloc",
                                                "realloc",
                                                "free",
                                                "cfree",
                                                "__libc_malloc",
                                                "__libc_free",
                                                "__libc_calloc",
                                                "__libc_realloc",
                                                "__GI___libc_malloc",
                                                "__GI___libc_free",
                                                "__GI___libc_realloc",
                                                "_int_malloc",
                                                "_int_free",
                                                "_int_realloc",
                                                "operator new*",
                                                "operator delete*",
                                                "tcache_*",
                                                "__rust_alloc*",
                                                "__rustc::__rust_*"};
    return names;
}

} // namespace perfeng::analysis

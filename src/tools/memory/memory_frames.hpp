#pragma once

#include "perfeng/model/memory.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// A function that hands out memory for its caller: malloc and its kin, operator new, and what a language's library
/// puts around them (std::allocator, Rust's alloc::alloc and RawVec), on macOS all of libsystem_malloc; also where a
/// sanitizer's interceptor stands in for it.
[[nodiscard]] bool is_allocator(const MemoryFrame& frame);

/// A frame of the user's own code: not an allocator, not in a system library, not of a language's standard library
/// (told by the source file, or by the name where there is none).
[[nodiscard]] bool is_user_code(const MemoryFrame& frame);

/// The leading allocator frames removed; a stack of nothing else is left whole.
void cut_allocators(std::vector<MemoryFrame>& stack);

/// Index of the first frame of the user's own code in a stack of `count` frames that are told by their index; where
/// that has no name, of the frame with a name that it called; 0 where there is none.
template <typename IsUser, typename IsNamed>
[[nodiscard]] std::size_t first_user_index(std::size_t count, IsUser is_user, IsNamed is_named) {
    std::size_t user = 0;
    while (user < count && !is_user(user))
        ++user;
    if (user == count)
        return 0;
    for (auto called = user + 1; called-- > 0;)
        if (is_named(called))
            return called;
    return user;
}

/// A frame that can speak for a place: named, and not an allocator.
[[nodiscard]] bool is_named_place(const MemoryFrame& frame);

/// Index of the first frame of the user's own code; where that has no name (a stripped program), of the first frame
/// that has one, such as the library function that it called; 0 where there is none.
[[nodiscard]] std::size_t first_user_frame(const std::vector<MemoryFrame>& stack);

/// The name of a memory frame for a raw or demangled symbol; "[unknown]" for an empty one.
[[nodiscard]] std::string memory_function_name(std::string_view symbol);

} // namespace perfeng::tools

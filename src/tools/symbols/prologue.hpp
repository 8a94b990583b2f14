#pragma once

#include <cstdint>
#include <string_view>

namespace perfeng::tools {

/// Bytes of a function's beginning that a frame pointer is set up in.
inline constexpr std::uint64_t prologue_size = 24;

/// Whether the processor's code is known to the functions below (EM_X86_64, EM_AARCH64).
[[nodiscard]] bool knows_code_of(std::uint64_t machine);
/// Whether a function that begins with these bytes sets up a frame pointer
/// (x86-64: push %rbp, mov %rsp,%rbp; aarch64: stp x29, x30; add x29, sp).
[[nodiscard]] bool sets_frame_pointer(std::uint64_t machine, std::string_view code);
/// Whether a function that begins with these bytes stores its first arguments to the stack at once, as compilers do
/// without optimisation (x86-64: mov %edi,-20(%rbp) and the like). False for other processors.
[[nodiscard]] bool stores_arguments(std::uint64_t machine, std::string_view code);

} // namespace perfeng::tools

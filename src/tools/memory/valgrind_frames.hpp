#pragma once

#include "perfeng/model/memory.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace perfeng::tools {

/// A function as the tools of valgrind and Rust's dhat describe it behind its address: "leak_it(unsigned long)
/// (leak.cpp:9)", "main (src/main.rs:9:64)", "malloc (in /usr/libexec/valgrind/x.so)", "???". The name as it is
/// spelled,
/// "" where it is unknown.
[[nodiscard]] MemoryFrame described_frame(std::string_view description);

/// "4,096"
[[nodiscard]] std::optional<std::uint64_t> grouped_number(std::string_view text);

} // namespace perfeng::tools

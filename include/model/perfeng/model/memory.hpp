#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng {

/// One call site as a memory tool names it. `module` and `file` are empty and `line` 0 where unknown.
struct MemoryFrame {
    std::string function; ///< demangled; "[unknown]" where nothing is known
    std::string module;
    std::string file;
    int line = 0;

    bool operator==(const MemoryFrame&) const = default;
};

/// What one place allocates. `stack` is LEAF FIRST, beginning with the place itself (the allocator's own
/// functions cut off). `bytes` is 0 where the tool does not tell it by place.
struct AllocationSite {
    std::vector<MemoryFrame> stack;
    std::uint64_t calls = 0;
    std::uint64_t bytes = 0;
    std::uint64_t temporary = 0;  ///< freed before the next allocation
    std::uint64_t peak_bytes = 0; ///< held at the moment of the program's peak
};

/// Blocks allocated through one stack, `frames` (indexes into Allocations::frames) LEAF FIRST, the allocator's own
/// functions included.
struct AllocationStack {
    std::vector<std::uint32_t> frames;
    std::uint64_t calls = 0;
    std::uint64_t bytes = 0;
    std::uint64_t temporary = 0;
    std::uint64_t peak_bytes = 0;
};

struct Allocations {
    std::string tool;
    std::uint64_t calls = 0;
    std::uint64_t bytes = 0; ///< allocated in all, over the whole execution
    std::uint64_t peak_bytes = 0;
    std::uint64_t temporary = 0;
    std::vector<AllocationSite> functions; ///< one a function, most calls first
    std::vector<MemoryFrame> frames;       ///< with `stacks`: where the tool tells whole stacks; not part of a document
    std::vector<AllocationStack> stacks;
};

/// How sure the tool is that a block is lost. Only `definite` and `indirect` are leaks.
enum class LeakKind { definite, indirect, possible, reachable };
[[nodiscard]] std::string_view to_string(LeakKind kind);
[[nodiscard]] std::optional<LeakKind> leak_kind_from(std::string_view text);

struct LeakSite {
    LeakKind kind = LeakKind::definite;
    std::uint64_t count = 0;
    std::uint64_t bytes = 0;
    std::string function; ///< the first frame of the user's own code
    std::string file;
    int line = 0;
    std::vector<MemoryFrame> stack; ///< leaf first
};

/// `count` and `bytes` are definite and indirect together. `sites`: largest first, leaks before the rest.
struct Leaks {
    std::string tool;
    std::uint64_t count = 0;
    std::uint64_t bytes = 0;
    std::uint64_t possible_count = 0;
    std::uint64_t possible_bytes = 0;
    std::uint64_t reachable_count = 0;
    std::uint64_t reachable_bytes = 0;
    std::uint64_t other_errors = 0;         ///< of other kinds, such as invalid reads, that the tool saw by the way
    std::optional<std::uint64_t> new_count; ///< of the leaks those that the tool itself does not find in the baseline
    std::optional<std::uint64_t> new_bytes;
    std::vector<LeakSite> sites;
};

} // namespace perfeng

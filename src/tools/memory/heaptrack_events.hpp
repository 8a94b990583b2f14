#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/model/memory.hpp"

#include <tl/expected.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// What the lines of a heaptrack record (file format 3) add up to. All numbers are hexadecimal; indexes of strings,
/// instruction pointers and traces count from 1, with 0 for none, those of allocations from 0.
/// - v HEAPTRACK FORMAT
/// - X COMMAND LINE
/// - s LENGTH TEXT
/// - i ADDRESS MODULE [FUNCTION FILE LINE]... (the innermost inlined function first)
/// - t POINTER PARENT
/// - a SIZE TRACE
/// - + ALLOCATION
/// - - ALLOCATION
/// - R RESIDENT-PAGES
class HeaptrackEvents {
public:
    using Read = tl::expected<void, std::string_view>; ///< the error is what was expected

    [[nodiscard]] Read add_line(std::string_view line);
    [[nodiscard]] bool started() const { return started_; }
    /// The program's own end is there (a last look at its resident memory), and the closing comment of heaptrack's
    /// interpreter.
    [[nodiscard]] bool ended() const { return program_ended_ && closed_; }
    [[nodiscard]] const std::string& command() const { return command_; }
    [[nodiscard]] Allocations allocations() const;

private:
    struct Place {
        std::uint32_t function = 0;
        std::uint32_t file = 0;
        std::uint32_t line = 0;
    };
    struct Pointer {
        std::uint32_t module = 0;
        std::vector<Place> places;
    };
    struct Trace {
        std::uint32_t pointer = 0;
        std::uint32_t parent = 0;
    };
    /// All blocks of one size from one trace. `live_at_peak` holds while `changed_after_peak` is the current peak's
    /// number.
    struct Block {
        std::uint64_t size = 0;
        std::uint32_t trace = 0;
        std::uint64_t calls = 0;
        std::uint64_t temporary = 0;
        std::uint64_t live = 0; ///< blocks
        std::uint64_t live_at_peak = 0;
        std::uint64_t changed_after_peak = 0;
    };

    Read add_version(std::string_view rest);
    Read add_string(std::string_view rest);
    Read add_pointer(std::string_view rest);
    Read add_trace(std::string_view rest);
    Read add_block(std::string_view rest);
    Read allocate(std::string_view rest);
    Read release(std::string_view rest);
    Block* find_block(std::string_view rest);
    void before_change(Block& block) const;

    [[nodiscard]] std::vector<AllocationSite> figures_of_traces() const;
    [[nodiscard]] std::vector<std::uint32_t> append_frames(const Pointer& pointer, std::vector<MemoryFrame>& all,
                                                           std::vector<std::string>& names) const;
    [[nodiscard]] std::vector<std::vector<std::uint32_t>> frames_of_pointers(std::vector<MemoryFrame>& all) const;
    void add_stacks(Allocations& allocations) const;
    [[nodiscard]] std::string_view text(std::uint32_t string) const;

    std::string command_;
    std::vector<std::string> strings_;
    std::vector<Pointer> pointers_;
    std::vector<Trace> traces_;
    std::vector<Block> blocks_;
    const Block* last_allocated_ = nullptr;
    std::uint64_t live_bytes_ = 0;
    std::uint64_t peak_bytes_ = 0;
    std::uint64_t peak_number_ = 0;
    bool started_ = false;
    bool program_ended_ = false;
    bool closed_ = false;
};

} // namespace perfeng::tools

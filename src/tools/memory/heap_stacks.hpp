#pragma once

#include "text/interner.hpp"

#include "perfeng/model/memory.hpp"
#include "perfeng/model/metric.hpp"
#include "perfeng/model/profile.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace perfeng::tools {

/// Merges the places of allocations by function: the first of the user's own code in the stack, or (where there is
/// none) the first below the allocator.
class FunctionSites {
public:
    void add(AllocationSite part);
    /// A site's stack begins with its function and is that of its largest part. Most calls first, then most bytes, then
    /// most at the peak.
    [[nodiscard]] std::vector<AllocationSite> take();

private:
    struct Merged {
        AllocationSite site;
        AllocationSite largest; ///< its figures
    };
    std::map<std::pair<std::string, std::string>, Merged> functions_; ///< by name and module
};

/// Gathers the stacks of a tool that tells of allocations by place; equal stacks are merged.
class HeapStacks {
public:
    /// As described_frame() reads it.
    [[nodiscard]] std::uint32_t frame(std::string_view description, bool inlined = false);
    /// `frames` leaf first; the allocators in front are cut off. The stack of `figures` is not looked at.
    void add(std::span<const std::uint32_t> frames, const AllocationSite& figures);

    /// One a function, as Allocations has them.
    [[nodiscard]] std::vector<AllocationSite> sites() const;
    /// What was held at the peak, in bytes; without samples.
    [[nodiscard]] Profile profile(std::string_view tool) const;

private:
    /// What a frame is, so that no name is looked at once a stack: names may be long.
    struct Kind {
        std::uint32_t function = 0; ///< the same for equal names and modules
        bool allocator = false;
        bool user_code = false;
        bool named_place = false;
    };

    [[nodiscard]] std::vector<std::uint32_t> frames_of(std::uint32_t stack) const;
    /// Leaf first, beginning with the function that the stack's figures count for.
    [[nodiscard]] std::vector<std::uint32_t> place_of(std::uint32_t stack) const;
    [[nodiscard]] AllocationSite site_of(std::uint32_t stack, const AllocationSite& figures) const;

    Interner names_;
    Interner functions_;
    std::vector<Frame> frames_;
    std::vector<Kind> kinds_; ///< of frames
    Interner stacks_;
    std::vector<AllocationSite> figures_; ///< of stacks
};

/// A metric of a single trial: "peak_heap".
[[nodiscard]] Metric heap_metric(std::string_view name, std::uint64_t value);

} // namespace perfeng::tools

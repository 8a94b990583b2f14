#pragma once

#include "perfeng/model/memory.hpp"
#include "perfeng/model/profile.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::analysis {

/// Whether a name fits a pattern, in which `*` stands for any text, none included.
[[nodiscard]] bool fits(std::string_view name, std::string_view pattern);

/// The frames of an allocation profile in the words of a CPU profile.
[[nodiscard]] std::vector<Frame> as_frames(const std::vector<MemoryFrame>& memory_frames);

/// Which stacks something is about, by the names of their frames (Frame::name: demangled, without type arguments).
/// A stack begins with its run: the function on top, what called it, and so on to the first of the user's own. It fits
/// where a frame of the run fits one of `frames`, the function on top one of `leaf`, a frame below the fitting one
/// (towards main) one of `under`, and no frame at all one of `unless`. An empty list asks nothing, but `frames` may not
/// be empty.
struct StackPattern {
    std::vector<std::string> frames;
    std::vector<std::string> leaf;
    std::vector<std::string> under;
    std::vector<std::string> unless;
    int rank = 50; ///< of several patterns that fit, the one with the highest rank has the stack
};

/// Finds for each stack of a profile the one pattern that has it. Of equal ranks the one whose frame is nearest to the
/// user's code: that is what the user called.
class StackMatcher {
public:
    /// Patterns and frames must outlive the matcher.
    StackMatcher(std::vector<const StackPattern*> patterns, const std::vector<Frame>& frames);

    struct Match {
        std::size_t pattern = 0;          ///< index
        std::optional<std::size_t> place; ///< index into the stack, as place_of() tells it
    };
    /// `stack` holds indexes of frames, leaf first.
    [[nodiscard]] std::optional<Match> match(std::span<const std::uint32_t> stack) const;

    /// The user's own function that is nearest to the leaf, other than those that the language calls by itself (a
    /// derived clone, hash or comparison, a constructor that copies, a destructor); where there are only such, the
    /// nearest of these.
    [[nodiscard]] std::optional<std::size_t> place_of(std::span<const std::uint32_t> stack) const;

private:
    enum Role : std::size_t { in_run, on_top, below, nowhere, roles };
    /// A bit for each pattern and role.
    using Bits = std::vector<std::uint64_t>;

    [[nodiscard]] Bits bits_of(std::string_view name) const;
    [[nodiscard]] bool has(std::uint32_t frame, std::size_t pattern, Role role) const;
    [[nodiscard]] std::optional<std::size_t> frame_of(std::span<const std::uint32_t> stack, std::size_t run,
                                                      std::size_t pattern) const;

    std::vector<const StackPattern*> patterns_;
    std::vector<std::size_t> by_rank_; ///< indexes of patterns, highest first
    std::vector<std::uint32_t> name_of_frame_;
    std::vector<Bits> bits_; ///< of names
    std::vector<bool> own_;  ///< of frames
    std::vector<bool> glue_; ///< of frames
};

} // namespace perfeng::analysis

#pragma once

#include "perfeng/model/check.hpp"
#include "perfeng/model/measurement.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng {

/// A line, or a row of a hexdump, around the place where it differs from the other side's: that is
/// `text.substr(from, length)`. What masks hide stands in it as "<date>".
struct Excerpt {
    std::string text;
    std::uint64_t from = 0;
    std::uint64_t length = 0;
    bool missing = false; ///< this side has ended before

    bool operator==(const Excerpt&) const = default;
};

/// Where two outputs first differ. `line` counts from 1, and is 0 in binary content, whose `offset` counts bytes from
/// 0.
struct FirstDifference {
    std::uint64_t line = 0;
    std::uint64_t offset = 0;
    std::vector<std::string> before; ///< lines alike on both sides, right before
    Excerpt base;
    Excerpt candidate;
    std::vector<std::string> base_after;
    std::vector<std::string> candidate_after;

    bool operator==(const FirstDifference&) const = default;
};

/// `alike_after_masks`: they differ only in what the masks hide. `reordered`: the same lines in another order.
/// `unknown`: one side could not be had.
enum class Sameness { identical, alike_after_masks, reordered, different, unknown };
[[nodiscard]] std::string_view to_string(Sameness sameness);

/// How often a mask hid something in which the sides differed.
struct MaskUse {
    std::string mask;
    std::uint64_t lines = 0;

    bool operator==(const MaskUse&) const = default;
};

/// One stream or file of two executions, byte by byte after masks. `removed` and `added` count the lines that a
/// shortest edit from one to the other takes away and puts in: absent where they are too many to be worth counting,
/// and in binary content, which is counted in bytes that differ at their place.
struct OutputComparison {
    std::string what; ///< "stdout", "stderr", or an output file as it was declared
    Sameness sameness = Sameness::unknown;
    bool gated = true; ///< stderr is told only
    bool binary = false;
    std::uint64_t base_bytes = 0;
    std::uint64_t candidate_bytes = 0;
    std::uint64_t base_lines = 0;
    std::uint64_t candidate_lines = 0;
    std::optional<std::uint64_t> removed;
    std::optional<std::uint64_t> added;
    std::optional<std::uint64_t> differing_bytes;
    std::uint64_t unmasked_lines = 0; ///< that differ and were too long for masks
    std::vector<MaskUse> masks;
    std::optional<FirstDifference> first;
    std::vector<std::string> varies; ///< lines that differ between two executions of one program, as examples
    std::vector<std::string> remedy; ///< masks that would hide that, as `--mask` takes them
};

/// What was checked of one program, and what came of it.
struct Verification {
    std::string id; ///< UUIDv7
    std::string created;
    bool complete = true;     ///< false where the user stopped it
    std::string base_id;      ///< the measurement whose output was the example; empty: none
    std::string candidate_id; ///< a measurement of the same program; empty: none was there
    std::string command;
    std::string cwd;
    std::vector<Snapshot> program;  ///< the files that were verified, by their digests; empty: no program, tests only
    std::vector<std::string> masks; ///< as they were given
    std::vector<Check> checks;
    std::vector<OutputComparison> outputs;
    std::vector<NotMeasured> not_measured;
};

} // namespace perfeng

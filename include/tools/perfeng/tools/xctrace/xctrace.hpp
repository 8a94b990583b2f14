#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/model/hang.hpp"
#include "perfeng/model/memory.hpp"
#include "perfeng/model/profile.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// What `xctrace export --xpath` printed. A member is there when the document holds a table of its kind (for leaks
/// and allocations, which come without a schema: a row of it).
struct XctraceTable {
    std::vector<std::string> schemas; ///< of the tables, as they came; details of tracks have none
    /// Of time-profile (seconds), cpu-profile (cycles), counters-profile (seconds or events) or time-sample (samples,
    /// raw addresses of the program alone). Without functions and quality; frames are told apart by function and source
    /// line. `name` is "0x.." and `raw_name` empty where Xcode gave an address alone.
    std::optional<Profile> profile;
    std::optional<std::vector<Hang>> hangs; ///< of potential-hangs
    std::optional<Leaks> leaks;             ///< of the detail Leaks of the track Leaks: all definite
    /// Of the detail "Allocations List" of the track Allocations. Regions of virtual memory are left out. What was held
    /// at the peak and what was temporary is not told there: 0.
    std::optional<Allocations> allocations;
};

/// Reads the XML of `xctrace export --input X.trace --xpath ..` (Xcode 12 to 27) as it comes in. Time is linear in the
/// text; memory in the distinct stacks and in the values an `id` was given to, but for times of samples.
///
/// Columns are found by their place in the <schema>; `ref` stands for the element with that `id`, wherever it stood
/// before. Stacks come as addresses (Xcode 12.5 to 14.0), <backtrace>, <tagged-backtrace> around one, or
/// <tagged-backtrace> alone (27). A sample weighs its `weight` (nanoseconds), `cycle-weight` or `pmc-event`; samples of
/// blocked threads are left out, one without a stack is kept with an empty one.
///
/// An error is a text that is no such document, or one that ends too early (xctrace is known to crash while it exports:
/// export again). A warning is a row or a table passed over, a reference to nothing, a stack without names.
class XctraceReader {
public:
    /// Samples and hangs of one process are kept: of `pid`, or else of the one with most weight (the kernel, process 0,
    /// only if it is alone); the others are named in a warning.
    explicit XctraceReader(std::optional<std::uint64_t> pid = std::nullopt);
    ~XctraceReader();
    XctraceReader(XctraceReader&&) noexcept;
    XctraceReader& operator=(XctraceReader&&) noexcept;

    void feed(std::string_view piece);
    /// The reader is spent afterwards.
    [[nodiscard]] tl::expected<Read<XctraceTable>, ReadError> finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// A whole text at once.
[[nodiscard]] tl::expected<Read<XctraceTable>, ReadError> read_xctrace(std::string_view text,
                                                                       std::optional<std::uint64_t> pid = std::nullopt);

} // namespace perfeng::tools

#pragma once

#include "text/interner.hpp"
#include "text/xml_scanner.hpp"

#include "perfeng/model/profile.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace perfeng::tools {

enum class XctraceTag {
    other,
    row,
    mnemonic,
    thread,
    process,
    pid,
    weight,
    cycle_weight,
    pmc_event,
    start_time,
    duration,
    hang_type,
    thread_state,
    frame,
    binary,
    source,
    path,
    backtrace,
    tagged_backtrace,
    text_addresses,
    kperf_bt,
};

/// What an element of an export stands for. Texts are numbers for XctraceElements::string, 0 the empty one.
struct XctraceNumber {
    std::uint64_t value = 0;
};
struct XctraceText {
    std::uint32_t id = 0;
};
struct XctraceProcess {
    std::uint64_t pid = 0;
    std::uint32_t name = 0;
};
struct XctraceThread {
    std::uint32_t name = 0;
    XctraceProcess process;
};
struct XctraceBinary {
    std::uint32_t path = 0;
    bool kernel = false;
};
struct XctraceSource {
    std::uint32_t file = 0;
    int line = 0;
};
struct XctraceFrame {
    std::uint32_t index = 0;
};
struct XctraceStack {
    std::uint32_t id = 0;
};
using XctraceMeaning = std::variant<std::monostate, XctraceNumber, XctraceText, XctraceProcess, XctraceThread,
                                    XctraceBinary, XctraceSource, XctraceFrame, XctraceStack>;

struct XctraceCell {
    XctraceTag tag = XctraceTag::other;
    XctraceMeaning meaning;
};

/// The elements of an export: knows those that are open, and the meaning of every one that had an `id`.
/// Elements that mean nothing to perfeng (times of samples, cores) are not remembered.
class XctraceElements {
public:
    void start(const XmlScanner& tag);
    void text(std::string_view text);
    /// What the element meant that was started last and not ended yet.
    XctraceCell end();

    /// Of the row that was started last: what its children meant, in their order.
    [[nodiscard]] const std::vector<XctraceCell>& cells() const { return cells_; }

    [[nodiscard]] const std::vector<Frame>& frames() const { return frames_; }
    [[nodiscard]] std::string string(std::uint32_t id) const;
    [[nodiscard]] std::vector<std::uint32_t> stack(XctraceStack stack) const;
    [[nodiscard]] std::uint64_t stacks() const { return distinct_stacks_; }
    [[nodiscard]] std::uint64_t stacks_of_addresses() const { return stacks_of_addresses_; }
    [[nodiscard]] std::uint64_t lost_references() const { return lost_references_; }
    [[nodiscard]] std::uint64_t cut_stacks() const { return cut_stacks_; }

private:
    struct Open {
        XctraceTag tag = XctraceTag::other;
        std::string id;
        std::string label; ///< the attribute name, path or fmt, by tag
        std::string text;
        bool is_reference = false;
        XctraceMeaning referred; ///< nothing where the `ref` was to nothing
        XctraceProcess process;
        XctraceBinary binary;
        XctraceSource source;
        std::vector<std::uint32_t> frames;
        bool addresses = false;
    };

    Open& push();
    void give(Open& parent, const XctraceCell& child);
    void give_stack(Open& parent, XctraceStack stack);
    XctraceMeaning meaning_of(Open& element);
    XctraceMeaning frame_of(const Open& element);
    XctraceMeaning stack_of(Open& element);
    XctraceMeaning addresses_of(Open& element);
    std::uint32_t string_id(std::string_view text);
    std::uint32_t add_frame(const Frame& frame);

    std::vector<Open> open_; ///< kept for their memory: `depth_` of them are open
    std::size_t depth_ = 0;
    std::unordered_map<std::uint64_t, XctraceMeaning> by_id_;
    std::vector<XctraceCell> cells_;

    Interner strings_;
    Interner frame_keys_;
    Interner stacks_;
    std::vector<Frame> frames_;
    std::uint64_t distinct_stacks_ = 0;
    std::uint64_t stacks_of_addresses_ = 0;
    std::uint64_t lost_references_ = 0;
    std::uint64_t cut_stacks_ = 0;
};

} // namespace perfeng::tools

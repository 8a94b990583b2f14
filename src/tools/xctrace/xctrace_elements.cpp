#include "xctrace_elements.hpp"

#include "text/reading.hpp"

#include "perfeng/tools/symbols/demangle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <utility>

namespace perfeng::tools {
namespace {

using Tag = XctraceTag;

/// xctrace keeps 512 at most; a document that repeats a stack inside of stacks must not grow without bound.
constexpr std::size_t longest_stack = 16384;

constexpr std::array<std::pair<std::string_view, Tag>, 21> tags{{{"row", Tag::row},
                                                                 {"mnemonic", Tag::mnemonic},
                                                                 {"thread", Tag::thread},
                                                                 {"process", Tag::process},
                                                                 {"pid", Tag::pid},
                                                                 {"weight", Tag::weight},
                                                                 {"cycle-weight", Tag::cycle_weight},
                                                                 {"pmc-event", Tag::pmc_event},
                                                                 {"start-time", Tag::start_time},
                                                                 {"duration", Tag::duration},
                                                                 {"hang-type", Tag::hang_type},
                                                                 {"thread-state", Tag::thread_state},
                                                                 {"frame", Tag::frame},
                                                                 {"binary", Tag::binary},
                                                                 {"source", Tag::source},
                                                                 {"path", Tag::path},
                                                                 {"backtrace", Tag::backtrace},
                                                                 {"tagged-backtrace", Tag::tagged_backtrace},
                                                                 {"kperf-bt", Tag::kperf_bt},
                                                                 {"text-addresses", Tag::text_addresses},
                                                                 {"text-address", Tag::text_addresses}}};

Tag tag_of(std::string_view name) {
    const auto* found = std::ranges::find(tags, name, [](auto& entry) { return entry.first; });
    return found == tags.end() ? Tag::other : found->second;
}

/// "find (23759)" is find.
std::string_view process_name(std::string_view label) { return trim(label.substr(0, label.rfind(" ("))); }

/// "Main Thread  0xd43ff (a.out, pid: 1512)" and "Main Thread (0x13e) (a.out, pid: 35576)" are Main Thread.
std::string_view thread_name(std::string_view label) {
    label = process_name(label);
    const auto id = label.rfind("0x");
    if (id == std::string_view::npos || id == 0)
        return label;
    const auto name = label.substr(0, id);
    return trim(name.substr(0, name.find_last_not_of(" (") + 1));
}

bool is_address(std::string_view name) { return name.starts_with("0x"); }

bool is_kernel(std::string_view path) {
    return path == "kernel" || path.starts_with("/System/Library/Kernels/") ||
           path.starts_with("/System/Library/Extensions/");
}

std::string_view bytes_of(const std::vector<std::uint32_t>& ids) {
    return {reinterpret_cast<const char*>(ids.data()), ids.size() * sizeof(std::uint32_t)};
}

std::string_view label_of(Tag tag, const XmlScanner& element) {
    if (tag == Tag::frame)
        return element.attribute("name").empty() ? element.attribute("addr") : element.attribute("name");
    if (tag == Tag::binary)
        return element.attribute("path").empty() ? element.attribute("name") : element.attribute("path");
    if (tag == Tag::source)
        return element.attribute("line");
    return element.attribute("fmt");
}

} // namespace

XctraceElements::Open& XctraceElements::push() {
    if (depth_ == open_.size())
        open_.emplace_back();
    auto& element = open_[depth_++];
    element.text.clear();
    element.referred = {};
    element.process = {};
    element.binary = {};
    element.source = {};
    element.frames.clear();
    element.addresses = false;
    return element;
}

void XctraceElements::start(const XmlScanner& tag) {
    auto& element = push();
    element.tag = tag_of(tag.name());
    element.id = tag.attribute("id");
    element.label = label_of(element.tag, tag);
    if (element.tag == Tag::row)
        cells_.clear();
    const auto ref = tag.attribute("ref");
    element.is_reference = !ref.empty();
    if (!element.is_reference || element.tag == Tag::other)
        return;
    const auto id = whole_number(ref);
    const auto found = id ? by_id_.find(*id) : by_id_.end();
    if (found != by_id_.end())
        element.referred = found->second;
    else
        ++lost_references_;
}

void XctraceElements::text(std::string_view text) {
    if (depth_ > 0 && open_[depth_ - 1].tag != Tag::other)
        open_[depth_ - 1].text += text;
}

XctraceCell XctraceElements::end() {
    auto& element = open_[--depth_];
    const XctraceCell cell{element.tag, element.is_reference ? element.referred : meaning_of(element)};
    if (const auto id = whole_number(element.id); id && element.tag != Tag::other)
        by_id_[*id] = cell.meaning;
    if (depth_ > 0)
        give(open_[depth_ - 1], cell);
    return cell;
}

void XctraceElements::give(Open& parent, const XctraceCell& child) {
    if (parent.tag == Tag::row)
        cells_.push_back(child);
    const auto& meaning = child.meaning;
    if (const auto* number = std::get_if<XctraceNumber>(&meaning); number != nullptr && child.tag == Tag::pid)
        parent.process.pid = number->value;
    else if (const auto* text = std::get_if<XctraceText>(&meaning); text != nullptr && child.tag == Tag::path)
        parent.source.file = text->id;
    else if (const auto* process = std::get_if<XctraceProcess>(&meaning))
        parent.process = *process;
    else if (const auto* binary = std::get_if<XctraceBinary>(&meaning))
        parent.binary = *binary;
    else if (const auto* source = std::get_if<XctraceSource>(&meaning))
        parent.source = *source;
    else if (const auto* frame = std::get_if<XctraceFrame>(&meaning))
        parent.frames.push_back(frame->index);
    else if (child.tag == Tag::frame)
        parent.frames.push_back(add_frame({.name = "[unknown]"}));
    else if (const auto* stack = std::get_if<XctraceStack>(&meaning))
        give_stack(parent, *stack);
    parent.addresses |= child.tag == Tag::text_addresses;
}

void XctraceElements::give_stack(Open& parent, XctraceStack stack) {
    if (parent.tag != Tag::backtrace && parent.tag != Tag::tagged_backtrace && parent.tag != Tag::kperf_bt)
        return;
    const auto frames = this->stack(stack);
    // Of a raw sample the program counter comes last, and may be the leaf of what came before.
    if (parent.tag == Tag::kperf_bt && !parent.frames.empty()) {
        if (parent.frames.front() != frames.front() && parent.frames.size() < longest_stack)
            parent.frames.insert(parent.frames.begin(), frames.front());
        return;
    }
    const auto room = longest_stack - std::min(longest_stack, parent.frames.size());
    if (frames.size() > room)
        ++cut_stacks_;
    parent.frames.insert(parent.frames.end(), frames.begin(),
                         frames.begin() + static_cast<std::ptrdiff_t>(std::min(room, frames.size())));
}

XctraceMeaning XctraceElements::meaning_of(Open& element) {
    switch (element.tag) {
    case Tag::pid:
    case Tag::weight:
    case Tag::cycle_weight:
    case Tag::pmc_event:
    case Tag::start_time:
    case Tag::duration:
        if (const auto number = whole_number(trim(element.text)))
            return XctraceNumber{*number};
        return {};
    case Tag::mnemonic:
    case Tag::hang_type:
    case Tag::thread_state:
    case Tag::path:
        return XctraceText{string_id(trim(element.text))};
    case Tag::process:
        return XctraceProcess{element.process.pid, string_id(process_name(element.label))};
    case Tag::thread:
        return XctraceThread{string_id(thread_name(element.label)), element.process};
    case Tag::binary:
        return XctraceBinary{string_id(element.label), is_kernel(element.label)};
    case Tag::source:
        return XctraceSource{element.source.file, static_cast<int>(std::min<std::uint64_t>(
                                                      whole_number(element.label).value_or(0), 1U << 30U))};
    case Tag::frame:
        return frame_of(element);
    case Tag::text_addresses:
        return addresses_of(element);
    case Tag::backtrace:
    case Tag::tagged_backtrace:
        return stack_of(element);
    case Tag::kperf_bt:
        element.label.clear(); // tells the program counter, not a name
        return stack_of(element);
    case Tag::row:
    case Tag::other:
        break;
    }
    return {};
}

XctraceMeaning XctraceElements::frame_of(const Open& element) {
    const bool named = !element.label.empty() && !is_address(element.label);
    return XctraceFrame{add_frame({.name = element.label.empty() ? "[unknown]" : element.label,
                                   .raw_name = named ? element.label : "",
                                   .module = element.binary.kernel ? "[kernel]" : string(element.binary.path),
                                   .file = string(element.source.file),
                                   .line = element.source.line,
                                   .kernel = element.binary.kernel})};
}

/// Decimal, leaf first; a 0 ends the stack.
XctraceMeaning XctraceElements::addresses_of(Open& element) {
    std::string_view rest = element.text;
    for (auto word = take_word(rest); !word.empty(); word = take_word(rest))
        if (const auto address = whole_number(word); address && *address != 0)
            element.frames.push_back(add_frame({.name = fmt::format("{:#x}", *address)}));
    if (element.frames.empty())
        return {};
    return XctraceStack{stacks_.intern(bytes_of(element.frames), 1).id};
}

XctraceMeaning XctraceElements::stack_of(Open& element) {
    auto& frames = element.frames;
    if (frames.empty())
        return {};
    // "mach_msg2_trap ← (8 other frames)": where there are addresses alone, the leaf's name stands nowhere else.
    const auto leaf = trim(std::string_view(element.label).substr(0, element.label.find(" \u2190 ")));
    if (element.addresses && !leaf.empty() && !is_address(leaf))
        frames[0] = add_frame({.name = std::string(leaf), .raw_name = std::string(leaf)});
    const auto [id, added] = stacks_.intern(bytes_of(frames));
    distinct_stacks_ += added ? 1 : 0;
    stacks_of_addresses_ += added && element.addresses ? 1 : 0;
    return XctraceStack{id};
}

std::uint32_t XctraceElements::string_id(std::string_view text) {
    return text.empty() ? 0 : strings_.intern(text).id + 1;
}

std::string XctraceElements::string(std::uint32_t id) const { return id == 0 ? "" : std::string(strings_[id - 1]); }

/// The key is the frame as the trace spells it; its name for people is made once.
std::uint32_t XctraceElements::add_frame(const Frame& frame) {
    const auto& spelled = frame.raw_name.empty() ? frame.name : frame.raw_name;
    const auto [id, added] =
        frame_keys_.intern(fmt::format("{}\n{}\n{}\n{}", spelled, frame.module, frame.file, frame.line));
    if (added) {
        frames_.push_back(frame);
        if (!frame.raw_name.empty())
            frames_.back().name = short_name(demangle(frame.raw_name));
    }
    return id;
}

std::vector<std::uint32_t> XctraceElements::stack(XctraceStack stack) const {
    const auto bytes = stacks_[stack.id];
    std::vector<std::uint32_t> frames(bytes.size() / sizeof(std::uint32_t));
    std::memcpy(frames.data(), bytes.data(), bytes.size());
    return frames;
}

} // namespace perfeng::tools

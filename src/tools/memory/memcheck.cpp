#include "perfeng/tools/memory/memcheck.hpp"

#include "leak_sites.hpp"
#include "memory_frames.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"
#include "valgrind_frames.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace perfeng::tools {
namespace {

constexpr std::uint64_t oldest_protocol = 4;

constexpr std::array<std::pair<std::string_view, LeakKind>, 4> leak_kinds{{
    {"Leak_DefinitelyLost", LeakKind::definite},
    {"Leak_IndirectlyLost", LeakKind::indirect},
    {"Leak_PossiblyLost", LeakKind::possible},
    {"Leak_StillReachable", LeakKind::reachable},
}};

std::string source_path(const pugi::xml_node& frame) {
    const std::string_view directory = frame.child_value("dir");
    const std::string_view file = frame.child_value("file");
    if (directory.empty() || file.empty())
        return std::string(file);
    return std::string(directory) + "/" + std::string(file);
}

MemoryFrame memory_frame(const pugi::xml_node& frame) {
    return {.function = memory_function_name(frame.child_value("fn")),
            .module = frame.child_value("obj"),
            .file = source_path(frame),
            .line = frame.child("line").text().as_int()};
}

/// Bytes that are lost only because this record's blocks are: "508 (8 direct, 1,500 indirect) bytes in 1 blocks are
/// ...". They stand in `leakedbytes` here, and once more in records of their own.
std::uint64_t indirect_bytes(std::string_view sentence) {
    const auto end = sentence.find(" indirect)");
    if (end == std::string_view::npos)
        return 0;
    const auto start = sentence.rfind(' ', end - 1) + 1;
    return grouped_number(sentence.substr(start, end - start)).value_or(0);
}

LeakSite leak_site(LeakKind kind, const pugi::xml_node& error) {
    const auto what = error.child("xwhat");
    LeakSite site;
    site.kind = kind;
    site.count = what.child("leakedblocks").text().as_ullong();
    site.bytes = what.child("leakedbytes").text().as_ullong();
    site.bytes -= std::min(site.bytes, indirect_bytes(what.child_value("text")));
    for (const auto& frame : error.child("stack").children("frame"))
        site.stack.push_back(memory_frame(frame));
    name_place(site);
    return site;
}

class MemcheckErrors {
public:
    /// The check at the program's end comes behind the state FINISHED; before it stand those that the program asked for
    /// itself, which list the same blocks.
    void read(const pugi::xml_node& report) {
        bool finished = false;
        for (const auto& node : report.children()) {
            const std::string_view name = node.name();
            if (name == "status")
                finished = finished || std::string_view(node.child_value("state")) == "FINISHED";
            else if (name == "error")
                add(node, finished);
            else if (name == "suppcounts")
                for (const auto& pair : node.children("pair"))
                    suppressed_ += pair.child("count").text().as_ullong();
        }
    }

    Read<Leaks> finish() {
        auto& [leaks, warnings] = read_;
        leaks.tool = "memcheck";
        if (earlier_ > 0)
            warnings.push_back(fmt::format("{} loss records of checks that the program itself asked for are passed "
                                           "over: the check at its end tells",
                                           earlier_));
        if (indirect_ > listed_indirect_) {
            leaks.bytes += indirect_ - listed_indirect_;
            warnings.push_back(fmt::format("{} bytes lost indirectly are counted, but neither their blocks nor their "
                                           "places, which memcheck did not list: run it with --show-leak-kinds=all",
                                           indirect_ - listed_indirect_));
        }
        if (suppressed_ > 0)
            warnings.push_back(fmt::format("{} errors or loss records are suppressed", suppressed_));
        sort_sites(leaks);
        return std::move(read_);
    }

private:
    void add(const pugi::xml_node& error, bool finished) {
        auto& leaks = read_.value;
        const std::string_view name = error.child_value("kind");
        const auto* const kind =
            std::find_if(leak_kinds.begin(), leak_kinds.end(), [&](const auto& known) { return known.first == name; });
        if (kind == leak_kinds.end()) {
            ++leaks.other_errors;
        } else if (!finished) {
            ++earlier_;
        } else {
            auto site = leak_site(kind->second, error);
            add_loss(leaks, site.kind, site.count, site.bytes);
            if (site.kind == LeakKind::indirect)
                listed_indirect_ += site.bytes;
            indirect_ += indirect_bytes(error.child("xwhat").child_value("text"));
            leaks.sites.push_back(std::move(site));
        }
    }

    Read<Leaks> read_;
    std::uint64_t earlier_ = 0;         ///< records of checks before the last
    std::uint64_t indirect_ = 0;        ///< bytes that the records of others speak of
    std::uint64_t listed_indirect_ = 0; ///< bytes in records of their own
    std::uint64_t suppressed_ = 0;
};

bool is_finished(const pugi::xml_node& report) {
    const auto states = report.children("status");
    return std::any_of(states.begin(), states.end(),
                       [](const auto& status) { return std::string_view(status.child_value("state")) == "FINISHED"; });
}

std::size_t line_of(std::string_view text, std::ptrdiff_t offset) {
    const auto end = std::clamp<std::ptrdiff_t>(offset, 0, static_cast<std::ptrdiff_t>(text.size()));
    return 1 + static_cast<std::size_t>(std::count(text.begin(), text.begin() + end, '\n'));
}

tl::expected<void, ReadError> check_report(const pugi::xml_node& report) {
    const std::string_view tool = report.child_value("protocoltool");
    if (!report || tool != "memcheck")
        return refuse(0, report ? tool : "another document", "the XML of valgrind's memcheck");
    const std::string_view version = report.child_value("protocolversion");
    if (whole_number(version).value_or(0) < oldest_protocol)
        return refuse(0, version, "protocol version 4");
    if (!is_finished(report))
        return refuse(0, "no state FINISHED", "a report of a program that ran to its end");
    return {};
}

} // namespace

tl::expected<Read<Leaks>, ReadError> read_memcheck_report(std::string_view xml) {
    pugi::xml_document document;
    const auto parsed = document.load_buffer(xml.data(), xml.size());
    if (!parsed)
        return refuse(line_of(xml, parsed.offset), parsed.description(), "the whole XML of valgrind's memcheck");
    const auto report = document.child("valgrindoutput");
    if (const auto checked = check_report(report); !checked)
        return tl::unexpected(checked.error());
    MemcheckErrors errors;
    errors.read(report);
    return errors.finish();
}

tl::expected<Leaks, ReadError> read_memcheck_xml(std::string_view xml) {
    return read_memcheck_report(xml).map([](Read<Leaks> read) { return std::move(read.value); });
}

Recognition recognise_memcheck_xml(Head head) {
    if (begins_with(head, "<") == Recognition::no)
        return Recognition::no;
    constexpr std::string_view start = "<protocoltool>"; // others' are for unreadable_memory_text()
    const auto tool = head.text.find(start);
    if (tool == std::string_view::npos || head.text.find("<valgrindoutput>") == std::string_view::npos)
        return not_yet(head);
    const std::string_view memcheck = "memcheck<";
    const auto name = head.text.substr(tool + start.size(), memcheck.size());
    if (name.size() < memcheck.size() && !head.whole)
        return Recognition::need_more;
    return name == memcheck ? Recognition::yes : Recognition::no;
}

} // namespace perfeng::tools

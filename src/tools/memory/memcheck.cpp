#include "perfeng/tools/memory/memcheck.hpp"

#include "memory_frames.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <array>
#include <tuple>
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

bool is_leak(LeakKind kind) { return kind == LeakKind::definite || kind == LeakKind::indirect; }

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
    const auto start = sentence.rfind(", ", end);
    std::string digits(sentence.substr(start + 2, end - start - 2));
    std::erase(digits, ',');
    return whole_number(digits).value_or(0);
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
    cut_allocators(site.stack);
    if (site.stack.empty()) {
        site.function = memory_function_name({});
        return site;
    }
    const MemoryFrame& user = site.stack[first_user_frame(site.stack)];
    site.function = user.function;
    site.file = user.file;
    site.line = user.line;
    return site;
}

void count(Leaks& leaks, const LeakSite& site) {
    if (site.kind == LeakKind::possible) {
        leaks.possible_count += site.count;
        leaks.possible_bytes += site.bytes;
    } else if (site.kind == LeakKind::reachable) {
        leaks.reachable_count += site.count;
        leaks.reachable_bytes += site.bytes;
    } else {
        leaks.count += site.count;
        leaks.bytes += site.bytes;
    }
}

void add_error(Leaks& leaks, const pugi::xml_node& error) {
    const std::string_view name = error.child_value("kind");
    const auto* const kind =
        std::find_if(leak_kinds.begin(), leak_kinds.end(), [&](const auto& known) { return known.first == name; });
    if (kind == leak_kinds.end()) {
        ++leaks.other_errors;
        return;
    }
    leaks.sites.push_back(leak_site(kind->second, error));
    count(leaks, leaks.sites.back());
}

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

tl::expected<Leaks, ReadError> read_memcheck_xml(std::string_view xml) {
    pugi::xml_document document;
    const auto parsed = document.load_buffer(xml.data(), xml.size());
    if (!parsed)
        return refuse(line_of(xml, parsed.offset), parsed.description(), "the whole XML of valgrind's memcheck");
    const auto report = document.child("valgrindoutput");
    if (const auto checked = check_report(report); !checked)
        return tl::unexpected(checked.error());
    Leaks leaks;
    leaks.tool = "memcheck";
    for (const auto& error : report.children("error"))
        add_error(leaks, error);
    std::stable_sort(leaks.sites.begin(), leaks.sites.end(), [](const LeakSite& a, const LeakSite& b) {
        return std::tuple(is_leak(b.kind), b.bytes, b.count) < std::tuple(is_leak(a.kind), a.bytes, a.count);
    });
    return leaks;
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

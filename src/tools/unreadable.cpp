#include "perfeng/tools/recognise.hpp"
#include "perfeng/tools/unavailable.hpp"

#include <algorithm>
#include <span>

namespace perfeng::tools {
namespace {

constexpr std::size_t near_the_beginning = std::size_t{64} << 10U;

/// Words by which a text is known, and what it is.
struct Look {
    std::string_view words;
    Unreadable unreadable;
};

using namespace std::string_view_literals;

constexpr std::string_view to_leaks = "it tells what is there, not who made it: on a Mac run "
                                      "`leaks --atExit -- PROGRAM > leaks.txt` and import that";
constexpr std::string_view to_memcheck =
    "of its leaks: valgrind --tool=memcheck --leak-check=full --xml=yes --xml-file=FILE.xml PROGRAM";

constexpr Unreadable legacy_pprof{
    "a profile of gperftools or pprof's old format, which holds addresses in the place of names",
    "name them with the program itself: go tool pprof -proto -output=FILE.pb.gz PROGRAM FILE, or "
    "google-pprof --callgrind PROGRAM FILE > FILE.callgrind"};
constexpr Unreadable annotated_callgrind{"a report of callgrind_annotate",
                                         "give the file that it was made from: callgrind.out.PID"};
constexpr Unreadable annotated_cachegrind{"a report of cg_annotate",
                                          "give the file that it was made from: cachegrind.out.PID"};

/// At the beginning of a file.
constexpr Look beginnings[] = {
    {"PERFILE2",
     {"a recording of perf",
      "make text of it: perf script --no-inline -F comm,pid,tid,time,event,period,ip,sym,symoff,dso "
      "-i FILE > FILE.txt"}},
    {"gmon", {"a recording of gprof", "make text of it: gprof PROGRAM gmon.out > gprof.txt"}},
    {"bplist00",
     {"a binary property list (a .memgraph of macOS?)", "on a Mac make text of it: leaks FILE > leaks.txt"}},
    {"FLR",
     {"a recording of Java Flight Recorder",
      "make text of it: jfrconv -o collapsed FILE FILE.folded (async-profiler)"}},
    {"PK\x03\x04", {"a zip archive", "unpack it: unzip FILE"}},
    {"\xfd"
     "7zXZ",
     {"a file packed by xz", "unpack it: xz -dk FILE"}},
    {"BZh", {"a file packed by bzip2", "unpack it: bzip2 -dk FILE"}},
    {"\x89PNG", {"a picture", "give the SVG, or the folded stacks that it was drawn from"}},
    {"%PDF", {"a PDF", "give the text or SVG that it was made from"}},
    // A CPU profile of gperftools begins with the words 0, 3 and 0, or 0, 3 and 1, of 64 or of 32 bits.
    {"\0\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0"sv, legacy_pprof},
    {"\0\0\0\0\3\0\0\0\0\0\0\0"sv, legacy_pprof},
    {"\0\0\0\0\3\0\0\0\1\0\0\0"sv, legacy_pprof},
    {"heap profile: ", legacy_pprof},
    {"heap_v2/",
     {"a heap profile of jemalloc, which holds addresses in the place of names",
      "name them with the program itself: jeprof --collapsed PROGRAM FILE > FILE.folded"}},
    {"--- contentionz ", legacy_pprof},
    {"--- heapz ", legacy_pprof},
    {"--- symbol\n", legacy_pprof},
    {"--------------------------------------------------------------------------------\n"
     "Profile data file '",
     annotated_callgrind},
    {"--------------------------------------------------------------------------------\n"
     "I1 cache: ",
     annotated_cachegrind},
    {"--------------------------------------------------------------------------------\n"
     "Command: ",
     annotated_cachegrind},
    {"--------------------------------------------------------------------------------\n"
     "-- Metadata\n",
     annotated_cachegrind},
    {"SQLite format 3", {"an SQLite database", "give what a profiler exports as text"}},
};

/// Somewhere near it: texts of tools, which the program's own output may precede.
constexpr Look marks[] = {
    {"unable to find utility \"xctrace\"", {"what xcrun says where there is no Xcode", get_xcode}},
    {"requires Xcode, but active developer directory",
     {"what xcrun says where Xcode is not chosen", "sudo xcode-select -s /Applications/Xcode.app/Contents/Developer"}},
    {"Starting recording with the ",
     {"what xctrace says while it records",
      "import what it exports of the recording: xcrun xctrace export --input FILE.trace --xpath "
      "'/trace-toc/run[@number=\"1\"]/data/table[@schema=\"time-profile\"]'"}},
    {"/usr/bin/heap\n", {"a report of macOS heap", to_leaks}},
    {"AVG   CLASS_NAME", {"a report of macOS heap", to_leaks}},
    {"/usr/bin/vmmap\n", {"a report of macOS vmmap", to_leaks}},
    {"Virtual Memory Map of process ", {"a report of macOS vmmap", to_leaks}},
    {"TOTAL, minus reserved VM space", {"a report of macOS vmmap", to_leaks}},
    {"malloc_history Report Version:",
     {"a report of macOS malloc_history",
      "record who allocates with Instruments: xctrace record --template Allocations --launch -- PROGRAM, then xctrace "
      "export --xpath, and import the XML"}},
    {"Can't examine target process's malloc zone asan_",
     {"what leaks says of a program built with AddressSanitizer, without a result",
      "build it without, or let LeakSanitizer look: ASAN_OPTIONS=detect_leaks=1 PROGRAM 2> lsan.txt"}},
    {"<protocoltool>helgrind", {"the XML of valgrind's helgrind, which looks for races", to_memcheck}},
    {"<protocoltool>drd", {"the XML of valgrind's drd, which looks for races", to_memcheck}},
    {"== Helgrind, a thread error detector", {"a report of valgrind's helgrind, which looks for races", to_memcheck}},
    {"== drd, a thread error detector", {"a report of valgrind's drd, which looks for races", to_memcheck}},
    {"== Massif, a heap profiler",
     {"what valgrind massif says while it runs", "import the file that it wrote: massif.out.PID"}},
    {"== DHAT, a dynamic heap analysis tool",
     {"what valgrind dhat says while it runs", "import the file that it wrote: dhat.out.PID"}},
};

const Unreadable* known_by(std::span<const Look> looks, auto&& is) {
    const auto found = std::ranges::find_if(looks, [&](const Look& look) { return is(look.words); });
    return found == looks.end() ? nullptr : &found->unreadable;
}

} // namespace

std::optional<Unreadable> recognise_unreadable(std::string_view text) {
    if (const auto* known = known_by(beginnings, [&](std::string_view words) { return text.starts_with(words); }))
        return *known;
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return Unreadable{"an empty file", "record again: the tool wrote nothing, or was stopped before it did"};
    const auto head = text.substr(0, near_the_beginning);
    if (head.find('\0') != std::string_view::npos)
        return Unreadable{"a binary file of no format that perfeng reads",
                          "export it as text with the tool that wrote it"};
    if (const auto* known = known_by(marks, [&](std::string_view words) { return head.find(words) != head.npos; }))
        return *known;
    return std::nullopt;
}

} // namespace perfeng::tools

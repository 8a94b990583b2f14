#include "perfeng/tools/recognise.hpp"

#include "memory/unreadable.hpp"

#include <algorithm>
#include <array>

namespace perfeng::tools {
namespace {

constexpr std::array<std::size_t, 3> head_sizes{std::size_t{4} << 10U, std::size_t{64} << 10U, std::size_t{1} << 20U};

/// Where a prefix of the text first shows the format: the line that ends it. Recognition of a longer head may be "yes"
/// or "need more", never "no" after "yes", so that halving finds the place.
std::size_t line_of(const Format& format, std::string_view head) {
    std::size_t shown = head.size();
    for (std::size_t low = 0, high = head.size(); low < high;) {
        const auto middle = low + (high - low) / 2;
        const auto end = std::min(head.find('\n', middle), head.size() - 1) + 1;
        if (format.recognise({head.substr(0, end), end == head.size()}) == Recognition::yes) {
            shown = end;
            high = middle;
        } else {
            low = end;
        }
    }
    const auto before = head.substr(0, shown > 0 ? shown - 1 : 0);
    return static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1;
}

/// Asks the formats that are still possible, and forgets those that are not.
std::vector<Recognised> ask(std::vector<const Format*>& possible, Head head) {
    std::vector<Recognised> found;
    std::erase_if(possible, [&](const Format* format) {
        const auto answer = format->recognise(head);
        if (answer == Recognition::yes)
            found.push_back({format, 0});
        return answer == Recognition::no;
    });
    for (auto& recognised : found)
        recognised.line = line_of(*recognised.format, head.text);
    std::ranges::stable_sort(found, {}, &Recognised::line);
    return found;
}

struct Look {
    std::string_view magic;
    Unreadable unreadable;
};

using namespace std::string_view_literals;

constexpr Unreadable legacy_pprof{
    "a profile of gperftools or pprof's old format, which holds addresses in the place of names",
    "name them with the program itself: go tool pprof -proto -output=FILE.pb.gz PROGRAM FILE, or "
    "google-pprof --callgrind PROGRAM FILE > FILE.callgrind"};
constexpr Unreadable annotated_callgrind{"a report of callgrind_annotate",
                                         "give the file that it was made from: callgrind.out.PID"};
constexpr Unreadable annotated_cachegrind{"a report of cg_annotate",
                                          "give the file that it was made from: cachegrind.out.PID"};

constexpr Look looks[] = {
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

/// What a tool says while it records, or instead of it.
constexpr Look messages[] = {
    {"unable to find utility \"xctrace\"",
     {"what xcrun says where there is no Xcode",
      "xctrace belongs to Xcode: install that, then: sudo xcode-select -s /Applications/Xcode.app/Contents/Developer"}},
    {"requires Xcode, but active developer directory",
     {"what xcrun says where Xcode is not chosen", "sudo xcode-select -s /Applications/Xcode.app/Contents/Developer"}},
    {"Starting recording with the ",
     {"what xctrace says while it records",
      "import what it exports of the recording: xcrun xctrace export --input FILE.trace --xpath "
      "'/trace-toc/run[@number=\"1\"]/data/table[@schema=\"time-profile\"]'"}},
};

bool is_binary(std::string_view text) { return text.substr(0, head_sizes[0]).find('\0') != std::string_view::npos; }

} // namespace

std::vector<Recognised> recognise(std::string_view text) {
    std::vector<const Format*> possible;
    for (const auto& format : formats())
        possible.push_back(&format);
    for (const auto size : head_sizes) {
        if (size >= text.size())
            break;
        if (auto found = ask(possible, {text.substr(0, size), false}); !found.empty())
            return found;
    }
    return ask(possible, {text, true});
}

std::optional<Unreadable> recognise_unreadable(std::string_view text) {
    for (const auto& [magic, unreadable] : looks)
        if (text.starts_with(magic))
            return unreadable;
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return Unreadable{"an empty file", "record again: the tool wrote nothing, or was stopped before it did"};
    if (is_binary(text))
        return Unreadable{"a binary file of no format that perfeng reads",
                          "export it as text with the tool that wrote it"};
    for (const auto& [words, unreadable] : messages)
        if (text.substr(0, head_sizes[0]).find(words) != std::string_view::npos)
            return unreadable;
    return unreadable_memory_text(text);
}

} // namespace perfeng::tools

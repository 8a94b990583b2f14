#include "unreadable.hpp"

namespace perfeng::tools {
namespace {

struct MemoryMark {
    std::string_view mark; ///< somewhere near the beginning
    Unreadable unreadable;
};

constexpr std::string_view to_leaks = "it tells what is there, not who made it: on a Mac run "
                                      "`leaks --atExit -- PROGRAM > leaks.txt` and import that";
constexpr std::string_view to_memcheck =
    "of its leaks: valgrind --tool=memcheck --leak-check=full --xml=yes --xml-file=FILE.xml PROGRAM";

constexpr MemoryMark memory_marks[] = {
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

} // namespace

std::optional<Unreadable> unreadable_memory_text(std::string_view text) {
    const auto head = text.substr(0, std::size_t{64} << 10U);
    for (const auto& [mark, unreadable] : memory_marks)
        if (head.find(mark) != std::string_view::npos)
            return unreadable;
    return std::nullopt;
}

} // namespace perfeng::tools

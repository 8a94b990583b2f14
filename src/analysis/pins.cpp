#include "perfeng/analysis/handoff.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace perfeng::analysis {
namespace {

/// A behaviour, and the test that holds it. `rust` and `cpp` are in these languages' own words; `any` for the others.
struct Idea {
    std::string_view behaviour;
    std::string_view rust;
    std::string_view cpp;
    std::string_view any;
};

constexpr std::array ideas{
    Idea{"iteration order",
         "insert keys in an order that is not sorted (\"b\", \"a\", \"c\"), and assert_eq! the whole output with the "
         "expected text; run it twice in one process, since HashMap draws its order anew for each map",
         "insert keys in an order that is not sorted, and compare the whole output with the expected text; once more "
         "with a thousand keys, so that an unordered_map has rehashed",
         "feed keys in an order that is not sorted, and compare the whole output with the expected text"},
    Idea{"sort stability",
         "sort records with equal keys and different payloads, and assert that equal ones keep their order; take 50 or "
         "more, since short slices are sorted by insertion, which is stable",
         "sort records with equal keys and different payloads, and check that equal ones keep their order; take more "
         "than 16, since std::sort is an insertion sort, and stable, below that",
         "sort records with equal keys and different payloads, and check that equal ones keep their order"},
    Idea{
        "flush",
        "run the program with stdout in a pipe, kill it or let it panic midway, and assert what was written by then; "
        "write to /dev/full and assert that the exit status tells (drop of a BufWriter ignores errors: flush()?)",
        "run the program with stdout in a pipe, abort() midway, and check what was written by then; write to /dev/full "
        "and check the exit status; check that stdout and stderr keep their order where both go to one file",
        "kill the program midway and check what was written by then; write to /dev/full and check the exit status"},
    Idea{
        "Unicode",
        "give text with two-byte, four-byte and combining characters (\"ß\", \"İ\", \"e\\u{301}\", an emoji), and "
        "assert "
        "length, case and cuts; give bytes that are no UTF-8, and assert the error",
        "give text with two-byte, four-byte and combining characters (\"ß\", \"İ\", an emoji) and bytes over 0x7F, and "
        "check length, case and cuts; isalpha() of a negative char is undefined: run it under the sanitizers",
        "give text with two-byte, four-byte and combining characters and bytes that are no UTF-8, and check length, "
        "case and cuts"},
    Idea{"float text",
         "assert the exact text of 0.1, 1e21, 1e-7, -0.0, f64::MAX, NaN and inf, and that parsing it gives the same "
         "bits "
         "(to_bits())",
         "compare the exact text of 0.1, 1e21, 1e-7, -0.0, DBL_MAX, nan and inf, and check that reading it back gives "
         "the "
         "same bits; once under a locale with a decimal comma",
         "compare the exact text of 0.1, 1e21, 1e-7, -0.0, the largest number, NaN and infinity, and read it back"},
    Idea{"HashDoS",
         "decide who may choose the keys: where a stranger can, keep SipHash. Else a test that inserts 100,000 keys "
         "that "
         "collide in the new hash (multiples of 2^32 for FxHash) and finishes within a time limit",
         "decide who may choose the keys. A test that inserts 100,000 keys of one bucket (multiples of "
         "bucket_count()) and finishes within a time limit",
         "decide who may choose the keys. A test that inserts 100,000 keys that collide and finishes within a time "
         "limit"},
    Idea{"aliasing",
         "change the original after the call that used to get a clone, and assert that what was kept did not change; "
         "the "
         "borrow checker holds the rest, but not Rc<RefCell>, Arc<Mutex> and indexes into a shared Vec",
         "change the original after the call that used to get a copy, and check that what was kept did not change; "
         "destroy the original first, under AddressSanitizer, where a view or reference is kept",
         "change the original after the call that used to get a copy, and check that what was kept did not change"},
    Idea{"lifetime",
         "drop the owner before the last use in a test of its own; the compiler refuses it, except through unsafe and "
         "arenas: run those under Miri (cargo +nightly miri test)",
         "destroy or reallocate the owner before the last use of the view, in a test under AddressSanitizer (perfeng "
         "verify --sanitize)",
         "use the result after its source was changed or freed"},
    Idea{"iterator validity", "push while an index is kept, and assert that it still names the same element",
         "insert enough to make the container reallocate while an iterator or reference is kept, in a test under "
         "AddressSanitizer with -D_GLIBCXX_DEBUG",
         "change the container while it is walked, and check what is visited"},
    Idea{"order of drops", "log in Drop, and assert the order of the log, also when a panic unwinds",
         "log in destructors, and check the order of the log, also when an exception unwinds",
         "log when resources are released, and check the order"},
    Idea{"order of threads",
         "run it with 1, 2 and 16 threads, a hundred times each, and assert_eq! the results after sorting, or as they "
         "are where the order is promised",
         "run it with 1, 2 and 16 threads, a hundred times each, under ThreadSanitizer once, and compare the results",
         "run it with 1, 2 and 16 threads, a hundred times each, and compare the results"},
    Idea{"order of goroutines", "", "",
         "run it with GOMAXPROCS=1, 2 and 16 under go test -race -count=100, and compare the results"},
    Idea{"peak memory",
         "run the largest input you promise, and hold it by a budget: perfeng baseline --budget peak_rss=200MB -- CMD",
         "run the largest input you promise, and hold it by a budget: perfeng baseline --budget peak_rss=200MB -- CMD",
         "run the largest input you promise, and hold it by a budget: perfeng baseline --budget peak_rss=200MB -- CMD"},
    Idea{"locale", "assert the exact text under LC_ALL=C and LC_ALL=de_DE.UTF-8, by running the program",
         "compare the exact text of numbers and of case and sorting under LC_ALL=C and LC_ALL=de_DE.UTF-8; setlocale() "
         "must have been called for it to differ",
         "compare the exact text under LC_ALL=C and LC_ALL=de_DE.UTF-8"},
    Idea{
        "daylight saving",
        "assert the text of the hour before and after both changes of the year (TZ=Europe/Berlin, 2026-03-29 01:59 and "
        "03:00 local, 2026-10-25 02:30 twice)",
        "compare the text of the hour before and after both changes of the year (TZ=Europe/Berlin, 2026-03-29 01:59 "
        "and "
        "03:00, 2026-10-25 02:30 twice), in a program that runs over the change",
        "compare the text of the hour before and after both changes of the year (TZ=Europe/Berlin)"},
    Idea{"errors", "give empty, overlong, negative, overflowing and trailing input (\"12x\"), and assert each error",
         "give empty, overlong, negative, overflowing and trailing input (\"12x\", \" 12\", \"+12\"), and check each "
         "error: from_chars and strtol differ in all of these",
         "give empty, overlong, negative, overflowing and trailing input, and check each error"},
    Idea{"line endings",
         "give \"a\\r\\nb\", a last line without an end, empty lines and a lone \"\\r\", and assert the lines: lines() "
         "cuts "
         "\"\\r\\n\", read_line() and split('\\n') do not",
         "give \"a\\r\\nb\", a last line without an end, empty lines and a lone \"\\r\", and check the lines",
         "give \"a\\r\\nb\", a last line without an end, empty lines and a lone \"\\r\", and check the lines"},
    Idea{"mixing stdio and streams", "print by both ways to one pipe, and assert the order",
         "print by printf and std::cout in turns to one pipe, and check the order: sync_with_stdio(false) loses it",
         "print by both ways to one pipe, and check the order"},
    Idea{"listing of keys", "assert the keys that are listed, in order, after some were removed",
         "check the keys that are listed, in order, after some were removed",
         "check what Object.keys(), for-in and JSON.stringify() give after a key was unset"},
    Idea{"regex dialect",
         "assert on a table of subjects: empty matches, anchors in several lines, greedy and lazy, case folding of "
         "\"ß\"; look-around and back-references are not in the regex crate",
         "compare on a table of subjects: empty matches, anchors in several lines, greedy and lazy, alternatives of "
         "which "
         "the shorter comes first (leftmost against longest), look-ahead",
         "compare on a table of subjects: empty matches, anchors in several lines, greedy and lazy, alternatives"},
    Idea{"the sequence of numbers",
         "assert the first ten numbers of a fixed seed, or that nothing depends on them: two seeds give results that "
         "are "
         "both right",
         "check the first ten numbers of a fixed seed, or that nothing depends on them",
         "check the first ten numbers of a fixed seed, or that nothing depends on them"},
};

} // namespace

std::string test_idea(const std::string& behaviour, const std::string& language) {
    const auto* const found = std::ranges::find(ideas, behaviour, &Idea::behaviour);
    if (found == ideas.end())
        return "write down what it is today in a test, before the change";
    const auto own = language == "Rust" ? found->rust : language == "C++" || language == "C" ? found->cpp : found->any;
    return std::string(own.empty() ? found->any : own);
}

std::vector<Pin> pins_of(const Measurement& measurement) {
    std::vector<Pin> pins;
    for (const auto& finding : measurement.findings) {
        if (finding.kind != FindingKind::recommendation || !finding.advice)
            continue;
        for (const auto& behaviour : finding.advice->pins)
            pins.push_back({behaviour, test_idea(behaviour, language_of(finding.file)), finding.title, finding.function,
                            finding.file, finding.line});
    }
    return pins;
}

} // namespace perfeng::analysis

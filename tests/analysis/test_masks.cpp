#include "catch.hpp"

#include "perfeng/analysis/masks.hpp"
#include "perfeng/model/error.hpp"

#include <string>
#include <utility>
#include <vector>

namespace perfeng::analysis {
namespace {

std::string hidden(const std::string& mask, const std::string& line) { return Masks({mask}).hide(line); }

std::string refusal_of(const std::string& mask) {
    try {
        (void)Masks({mask});
        return "accepted";
    } catch (const Error& error) {
        return error.what() + std::string(" / ") + error.hint();
    }
}

} // namespace

TEST_CASE("each named mask hides what it is for, and no more") {
    struct Example {
        std::string mask;
        std::string line;
        std::string hidden;
    };
    const std::vector<Example> examples{
        {"ansi", "\x1b[1;31mred\x1b[0m", "<ansi>red<ansi>"},
        {"uuid", "id 4cfca2ab-63c4-42fb-ac55-b53dd5b26e1a.", "id <uuid>."},
        {"date", "on 2026-01-31T12:00", "on <date>T12:00"},
        {"date", "31.1.2026, 1/31/2026", "<date>, <date>"},
        {"date", "Sat Jan 31 12:34:56 2026", "<date> 12:34:56 2026"},
        {"date", "Sat, 31 Jan 2026 12:00", "<date> 12:00"},
        {"date", "version 1.2.3 of May", "version 1.2.3 of May"},
        {"time", "at 12:34:56.789 and 1:23 PM", "at <time> and <time>"},
        {"time", "2026-01-31T12:34:56Z", "2026-01-31T<time>"},
        {"time", "ratio 1:2", "ratio 1:2"},
        {"epoch", "1767225600 1767225600.123 1767225600123 17672256001", "<epoch> <epoch> <epoch> 17672256001"},
        {"duration", "12.5 ms, 3s, 2 minutes, 45 µs", "<duration>, <duration>, <duration>, <duration>"},
        {"duration", "5 sheep", "5 sheep"},
        {"rate", "12.5 MiB/s at 1000 ops/s", "<rate> at <rate>"},
        {"hex-address", "at 0x7ffd1c2b3a40", "at <hex-address>"},
        {"hex-digest", "51caf4efc323aa00 face", "<hex-digest> face"},
        {"pid", "pid 1234, thread #7, sshd[99]: x, list[3]", "<pid>, <pid>, <pid>: x, list[3]"},
        {"path-tmp", "wrote /tmp/tmp.Xy12/out.txt: 3", "wrote <path-tmp>: 3"},
        {"number", "1 of -2.5e3, 1,000", "<number> of <number>, <number>"},
        {"build [0-9]+", "build 17 of x", "<masked> of x"},
    };
    for (const auto& [mask, line, expected] : examples) {
        INFO(mask);
        CHECK(hidden(mask, line) == expected);
    }
}

TEST_CASE("masks tell which of them hid something") {
    std::vector<std::string> used;
    CHECK(Masks({"time", "date", "pid"}).hide("2026-01-31 12:34:56", used) == "<date> <time>");
    CHECK(used == std::vector<std::string>{"date", "time"});
}

TEST_CASE("a long line neither overflows the stack nor takes for ever, a longer one is left alone") {
    const std::string line(Masks::longest_line, 'a');
    CHECK(hidden("(a|b)*", line) == "<masked><masked>"); // once more at the end, where nothing is left
    const auto shorter = std::string(2000, 'a') + "b";
    CHECK(hidden("(a+)+$", shorter) == shorter); // 2^2000 steps for a matcher that goes back
    for (const auto& mask : named_masks())
        for (const char letter : {'1', 'a', 'f', ' '})
            (void)hidden(std::string(mask.name), std::string(Masks::longest_line, letter));
    CHECK(hidden("a+", line + "a") == line + "a");
}

TEST_CASE("what is no mask is refused with what to do") {
    CHECK_THAT(refusal_of("dat"), ContainsSubstring("did you mean 'date'?"));
    CHECK_THAT(refusal_of("hex-adress"), ContainsSubstring("did you mean 'hex-address'?"));
    CHECK_THAT(refusal_of("(open"), ContainsSubstring("nor a regular expression"));
    CHECK(refusal_of("seed") == "accepted");
}

} // namespace perfeng::analysis

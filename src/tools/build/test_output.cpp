#include "perfeng/tools/build/test_output.hpp"

#include "text/reading.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>

namespace perfeng::tools {
namespace {

constexpr int not_found = 127; ///< of a shell, POSIX.1-2017 XCU 2.8.2
constexpr int not_executable = 126;
constexpr int pytest_no_tests = 5;

/// What tools print where they, or the tests, are not there.
struct Complaint {
    std::string_view words;
    std::string_view summary;
    std::string_view how;
    bool whatever_status = false; ///< also where the exit status is 0
};
constexpr std::array complaints{
    Complaint{"no such command: `clippy`", "clippy is not installed",
              "rustup component add clippy (Debian: apt install rust-clippy)"},
    Complaint{"'cargo-clippy' is not installed", "clippy is not installed for this toolchain",
              "rustup component add clippy"},
    Complaint{"No module named pytest", "pytest is not installed for this python3",
              "python3 -m pip install pytest (Debian: apt install python3-pytest)"},
    Complaint{"No tests were found!!!", "there are no tests",
              "add_test() in CMakeLists.txt and cmake again, or name the tests: --test CMD", true},
    Complaint{"rustup could not choose a version of cargo to run", "no Rust toolchain is chosen",
              "rustup default stable"},
};

/// The number right before `word` in a line: 12 of "12 passed; 1 failed".
std::uint64_t number_before(std::string_view line, std::string_view word) {
    const auto at = line.find(word);
    if (at == line.npos || at < 2)
        return 0;
    auto before = trim(line.substr(0, at));
    const auto start = before.find_last_not_of("0123456789");
    before.remove_prefix(start == before.npos ? 0 : start + 1);
    return whole_number(before).value_or(0);
}

struct TestCounts {
    std::uint64_t passed = 0;
    std::uint64_t failed = 0;
    std::uint64_t warnings = 0;
    bool any = false;
    std::string line; ///< a summary to be quoted
};

void count_line(std::string_view line, TestCounts& counts) {
    if (line.starts_with("test result: ")) { // cargo
        counts.any = true;
        counts.passed += number_before(line, " passed");
        counts.failed += number_before(line, " failed");
    }
    if (line.starts_with("warning: `") && line.find(" generated ") != line.npos) // cargo
        counts.warnings += number_before(line, " warning");
    const bool ctest = line.find("% tests passed, ") != line.npos;
    const bool pytest = line.find(" passed") != line.npos && line.find(" in ") != line.npos;
    if (ctest || pytest || line.starts_with("OK (") || line.starts_with("FAILED ("))
        counts.line = std::string(trim(line));
}

std::string summary_of(std::string_view text) {
    TestCounts counts;
    for (Lines lines(text); lines.next();)
        count_line(lines.line(), counts);
    if (counts.any)
        return fmt::format("{} passed, {} failed", counts.passed, counts.failed);
    if (counts.warnings > 0)
        return fmt::format("{} warning{}", counts.warnings, counts.warnings == 1 ? "" : "s");
    return counts.line;
}

} // namespace

TestOutput read_test_output(std::string_view text, const ExitStatus& status) {
    for (const auto& [words, summary, how, whatever_status] : complaints)
        if ((whatever_status || !status.ok()) && text.find(words) != text.npos)
            return {true, std::string(summary), std::string(how)};
    if (status.code == not_found || status.code == not_executable)
        return {true, status.code == not_found ? "a command is not there" : "a command can't be executed",
                "install it, or correct the command"};
    if (status.code == pytest_no_tests && text.find("no tests ran") != text.npos)
        return {true, "pytest found no tests", "name the tests: --test CMD"};
    return {false, summary_of(text), ""};
}

} // namespace perfeng::tools

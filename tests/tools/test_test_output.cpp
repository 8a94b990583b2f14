#include "catch.hpp"

#include "perfeng/tools/build/sanitizers.hpp"
#include "perfeng/tools/build/test_output.hpp"

namespace perfeng::tools {
namespace {

ExitStatus status(int code) { return {.code = code}; }

} // namespace

TEST_CASE("the summaries of test tools are read") {
    CHECK(read_test_output("test result: ok. 3 passed; 0 failed; 0 ignored\n"
                           "test result: FAILED. 1 passed; 2 failed; 0 ignored\n",
                           status(101))
              .summary == "4 passed, 2 failed");
    CHECK(read_test_output("warning: `app` (lib) generated 5 warnings\n"
                           "warning: `app` (bin \"app\") generated 1 warning (run `cargo clippy --fix`)\n",
                           status(0))
              .summary == "6 warnings");
    CHECK(read_test_output("\n50% tests passed, 1 tests failed out of 2\n", status(8)).summary ==
          "50% tests passed, 1 tests failed out of 2");
    CHECK(read_test_output("3 passed in 0.01s\n", status(0)).summary == "3 passed in 0.01s");
    CHECK(read_test_output("nothing known\n", status(0)).summary.empty());
}

TEST_CASE("a tool or a test that is not there has tested nothing") {
    CHECK(read_test_output("/bin/sh: 1: nosuch: not found\n", status(127)).missing);
    CHECK(read_test_output("error: no such command: `clippy`\n", status(101)).summary == "clippy is not installed");
    CHECK(read_test_output("/usr/bin/python3: No module named pytest\n", status(1)).missing);
    CHECK(read_test_output("No tests were found!!!\n", status(0)).missing);
    CHECK(read_test_output("no tests ran in 0.01s\n", status(5)).missing);
    CHECK_FALSE(read_test_output("No module named pytest\n", status(0)).missing);
    CHECK_FALSE(read_test_output("exit 5\n", status(5)).missing);
}

TEST_CASE("reports of sanitizers are counted, the first is shown") {
    const auto reports = read_sanitizer_reports("hello\n"
                                                "a.c:3:5: runtime error: signed integer overflow\n"
                                                "    #0 0x1 in main a.c:3\n"
                                                "=================================================\n"
                                                "==12==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x2\n"
                                                "    #0 0x1 in main a.c:4\n"
                                                "SUMMARY: AddressSanitizer: heap-buffer-overflow a.c:4\n");
    CHECK(reports.count == 2);
    CHECK(reports.title == "a.c:3:5: runtime error: signed integer overflow");
    CHECK(reports.first == "a.c:3:5: runtime error: signed integer overflow\n    #0 0x1 in main a.c:3\n");
    CHECK(read_sanitizer_reports("==1==ERROR: AddressSanitizer: SEGV on unknown address\nSUMMARY: x\nafter\n").first ==
          "==1==ERROR: AddressSanitizer: SEGV on unknown address\nSUMMARY: x\n");
    CHECK(read_sanitizer_reports("WARNING: DATA RACE\n").title == "DATA RACE");
    CHECK(read_sanitizer_reports("all is well\n").count == 0);
}

TEST_CASE("{out} is replaced by the file, quoted") {
    CHECK(with_out("gcc {out} -o {out}.x", "/tmp/a b.c") == "gcc '/tmp/a b.c' -o '/tmp/a b.c'.x");
}

} // namespace perfeng::tools

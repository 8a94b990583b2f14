#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/time/time_contents.hpp"

#include <algorithm>
#include <string>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

std::string recorded(const std::string& name) {
    return process::read_file(std::string(PERFENG_FIXTURES "/time/") + name);
}

Read<Contents> contents_of(std::string_view text, TimeDialect dialect) {
    auto read = read_time(text, dialect);
    INFO((read ? "" : to_string(read.error())));
    REQUIRE(read.has_value());
    return std::move(*read);
}

const std::vector<double>* trials_of(const Contents& contents, std::string_view name) {
    const auto metric = std::ranges::find(contents.metrics, name, &Metric::name);
    return metric == contents.metrics.end() ? nullptr : &metric->trials;
}

bool warns_of(const Read<Contents>& read, std::string_view words) {
    return std::ranges::any_of(read.warnings, [&](const auto& w) { return w.find(words) != std::string::npos; });
}

std::string macos_report(std::string_view peak) {
    auto text = recorded("macos.txt");
    const std::string known = "1916928";
    return text.replace(text.find(known), known.size(), peak);
}

} // namespace

TEST_CASE("several reports are trials of one workload, and say so", "[time]") {
    const auto read =
        contents_of(recorded("macos.txt") + "some output\n" + recorded("macos_h.txt"), TimeDialect::macos);
    REQUIRE(trials_of(read.value, "wall_time") != nullptr);
    CHECK(*trials_of(read.value, "wall_time") == std::vector<double>{2.75, 65.25});
    CHECK(*trials_of(read.value, "peak_rss") == std::vector<double>{1916928, 2310144});
    CHECK(warns_of(read, "2 reports"));
}

TEST_CASE("a metric that not every report tells is left out", "[time]") {
    const auto read = contents_of(recorded("macos.txt") + "\n1.00 real 0.50 user 0.25 sys\n", TimeDialect::macos);
    CHECK(trials_of(read.value, "wall_time")->size() == 2);
    CHECK(trials_of(read.value, "peak_rss") == nullptr);
    CHECK(trials_of(read.value, "instructions") == nullptr);
}

TEST_CASE("counters of a wrapper are not those of the work", "[time]") {
    const auto wrapper = contents_of(recorded("macos_wrapper_killed.txt"), TimeDialect::macos);
    CHECK(trials_of(wrapper.value, "instructions") == nullptr);
    CHECK(trials_of(wrapper.value, "peak_rss")->front() == 87654400);
    CHECK(warns_of(wrapper, "without a wrapper"));
    CHECK(warns_of(wrapper, "SIGKILL"));
    const auto program = contents_of(recorded("macos.txt"), TimeDialect::macos);
    CHECK(trials_of(program.value, "instructions")->front() == 41500000321.0);
    CHECK(program.warnings.empty());
}

TEST_CASE("no memory at all is not a peak of memory", "[time]") {
    auto text = recorded("gnu.txt");
    const std::string label = "resident set size (kbytes): ";
    const auto at = text.find(label) + label.size();
    text.replace(at, text.find('\n', at) - at, "0");
    CHECK(trials_of(contents_of(text, TimeDialect::gnu).value, "peak_rss") == nullptr);
}

TEST_CASE("macOS and FreeBSD are told apart by columns and by whole pages", "[time]") {
    const auto is = [](std::string_view text, TimeDialect dialect) {
        return recognise_time({text, true}, dialect) == Recognition::yes;
    };
    CHECK(is(macos_report("1916929"), TimeDialect::macos)); // 20 columns
    auto old = recorded("macos_10_13_p.txt");
    CHECK(is(old, TimeDialect::macos));
    CHECK_FALSE(is(old, TimeDialect::freebsd));
    old.replace(old.find("86016000"), 8, "86016004");
    CHECK(is(old, TimeDialect::freebsd));
    CHECK_FALSE(is(old, TimeDialect::macos));
    CHECK_FALSE(is(old, TimeDialect::posix));
}

TEST_CASE("three lines are time -p only once it is known that no memory follows", "[time]") {
    const std::string times = "real 1.50\nuser 1.25\nsys 0.25\n";
    CHECK(recognise_time({times, false}, TimeDialect::posix) == Recognition::need_more);
    CHECK(recognise_time({times, true}, TimeDialect::posix) == Recognition::yes);
    CHECK(recognise_time({times + "done\n", false}, TimeDialect::posix) == Recognition::yes);
    CHECK(recognise_time({times, true}, TimeDialect::macos) == Recognition::no);
}

TEST_CASE("zsh: a pipeline's lines are one report, a command's repetitions several", "[time]") {
    const auto pipeline = contents_of(recorded("zsh_pipeline.txt"), TimeDialect::zsh);
    CHECK(trials_of(pipeline.value, "wall_time")->size() == 1);
    CHECK(warns_of(pipeline, "members of a pipeline"));
    const auto runs = contents_of(recorded("zsh_runs.txt"), TimeDialect::zsh);
    CHECK(*trials_of(runs.value, "wall_time") == std::vector<double>{61.635, 1.535});
    CHECK(*trials_of(runs.value, "user_time") == std::vector<double>{1.5, 1.4});
    CHECK(runs.value.command == "./count big.txt");
}

TEST_CASE("the unit of fish is that of each cell", "[time]") {
    const auto read = contents_of("Executed in    2.10 secs      fish           external\n"
                                  "   usr time    1.05 millis    0.00 micros    1.05 millis\n"
                                  "   sys time   22.00 micros  223.00 micros    0.00 millis\n",
                                  TimeDialect::fish);
    CHECK(trials_of(read.value, "wall_time")->front() == Approx(2.1));
    CHECK(trials_of(read.value, "user_time")->front() == Approx(0.00105));
    CHECK(trials_of(read.value, "system_time")->front() == Approx(0.000022));
    CHECK_FALSE(read_time("Executed in    2.10 secs\n   usr time    1.05 parsecs\n", TimeDialect::fish));
}

TEST_CASE("a report that breaks off is told where others stand", "[time]") {
    const auto gnu = recorded("gnu.txt");
    const auto read = contents_of(gnu + gnu.substr(0, gnu.find("\tExit status")), TimeDialect::gnu);
    CHECK(trials_of(read.value, "wall_time")->size() == 1);
    CHECK(warns_of(read, "breaks off"));
}

#include "sandbox.hpp"

using namespace perfeng;

namespace {

std::string fixture(const std::string& name) { return std::string(PERFENG_FIXTURES "/") + name; }

constexpr auto before = "main;parse;read 60\nmain;parse 30\nmain;write 10\n";
constexpr auto after = "main;parse;read 20\nmain;parse 30\nmain;write 10\n";

struct Importing : Sandbox {
    [[nodiscard]] std::string warnings_of(const Told& told) const {
        std::string all;
        const auto document = told.json();
        for (const auto& file : document.at("imported"))
            for (const auto& warning : file.at("warnings"))
                all += warning.get<std::string>() + "\n";
        return all;
    }
};

} // namespace

TEST_CASE_METHOD(Importing, "files of several tools join into one measurement, saved as a baseline") {
    write("flame.folded", before);
    const auto told = perfeng(
        {"import", "flame.folded", fixture("memcheck/leak_three.xml"), "--name", "old", "--json", "--", "./app", "x"});
    INFO(told.err);
    REQUIRE(told.status == 0);
    check_valid(told.out, "measurement");
    const auto document = told.json();
    CHECK(document.at("role") == "baseline");
    CHECK(document.at("workload").at("argv") == Json({"./app", "x"}));
    CHECK(document.at("profile").at("samples") == 100);
    CHECK(document.at("leaks").at("bytes") == 4096);
    CHECK(entry_of(document.at("metrics"), "name", "leaked_bytes").at("median") == 4096);
    CHECK(document.at("imported").at(0).at("format") == "folded");
    CHECK(document.at("imported").at(1).at("format") == "memcheck-xml");
    CHECK(perfeng({"report", "old", "--json"}).out == told.out);
}

TEST_CASE_METHOD(Importing, "an imported profile is one for bottleneck, flamegraph and compare") {
    write("baseline-stacks.txt", before);
    write("optimized-stacks.txt", after);
    REQUIRE(perfeng({"import", "baseline-stacks.txt"}).status == 0);
    CHECK_THAT(perfeng({"bottleneck"}).out, ContainsSubstring("read"));
    CHECK_THAT(perfeng({"flamegraph", "baseline"}).out, ContainsSubstring("<title>read (60 samples, 60.00%)</title>"));
    const auto candidate = perfeng({"import", "optimized-stacks.txt", "--json"});
    CHECK(candidate.json().at("role") == "candidate");
    const auto compared = perfeng({"compare", "--no-gate", "--json"});
    INFO(compared.err);
    REQUIRE(compared.status == 0);
    CHECK(compared.json().at("method") == "saved");
    CHECK(entry_of(compared.json().at("functions"), "name", "read").at("significant") == true);
}

TEST_CASE_METHOD(Importing, "what cannot be read is told with file, line and cause, and the rest is imported") {
    write("good.folded", before);
    write("empty.txt", "");
    write("cut.xml", process::read_file(fixture("memcheck/leak_three.xml")).substr(0, 900));
    write("binary", std::string("\x7f\0\1\2", 4));
    write("prose.txt", "Nothing that a profiler wrote.\n");
    const auto told = perfeng({"import", "good.folded", "empty.txt", "cut.xml", "binary", "prose.txt", "gone.txt"});
    CHECK(told.status == 2);
    CHECK_THAT(told.out, ContainsSubstring("good.folded"));
    for (const auto* const words :
         {"empty.txt is not imported: it is an empty file", "cut.xml is not imported: taken for a report of valgrind",
          "binary is not imported: it is a binary file", "prose.txt is not imported: line 1: found 'Nothing that",
          "gone.txt"})
        CHECK_THAT(told.err, ContainsSubstring(words));
    CHECK(list().size() == 1);
}

TEST_CASE_METHOD(Importing, "nothing readable is an error, and nothing is saved") {
    write("empty.txt", "\n");
    check_error(perfeng({"import", "empty.txt"}), 2, "empty file", "record again");
    CHECK(list().empty());
}

TEST_CASE_METHOD(Importing,
                 "a file with the output of two tools is refused with the line of each, unless one is chosen") {
    const auto leaks = process::read_file(fixture("memcheck_text/leak_three_summary.txt"));
    write("both.txt", leaks + process::read_file(fixture("lsan/lsan_gcc.txt")));
    const auto told = perfeng({"import", "both.txt"});
    check_error(told, 2, "output of several tools", "--as memcheck");
    CHECK_THAT(told.err, ContainsSubstring("memcheck, text by line 1, a report of LeakSanitizer by line"));
    CHECK(perfeng({"import", "both.txt", "--as", "memcheck"}).status == 0);
}

TEST_CASE_METHOD(Importing, "a format can be forced, and a wrong name is mended") {
    write("stacks.txt", before);
    CHECK(perfeng({"import", "stacks.txt", "--as", "folded"}).status == 0);
    check_error(perfeng({"import", "stacks.txt", "--as", "foldet"}), 2, "unknown format 'foldet'", "folded");
    check_error(perfeng({"import", "stacks.txt", "--as", "leaks"}), 2, "stacks.txt is not imported", "--as");
    CHECK_THAT(perfeng({"import", "--formats"}).out, ContainsSubstring("flamegraph-svg"));
}

TEST_CASE_METHOD(Importing, "files packed by gzip and zstd and standard input are read") {
    write("stacks.txt", before);
    const auto told =
        shell("gzip -k stacks.txt && zstd -q stacks.txt && $P import stacks.txt.gz --json > gz.json && "
              "$P import stacks.txt.zst --json > zst.json && $P import - --json < stacks.txt > in.json && "
              "cat stacks.txt | $P import - --json > pipe.json");
    INFO(told.err);
    REQUIRE(told.status == 0);
    for (const auto* const name : {"gz.json", "zst.json", "in.json", "pipe.json"})
        CHECK(Json::parse(read(name)).at("profile").at("samples") == 100);
    const auto cut = shell("head -c 40 stacks.txt.gz > cut.gz; $P import cut.gz");
    check_error(cut, 2, "cut.gz cannot be unpacked", "copy it again");
}

TEST_CASE_METHOD(Importing, "a differential file makes both sides") {
    write("both.folded", "main;parse 60 20\nmain;write 40 40\n");
    REQUIRE(perfeng({"import", "both.folded"}).status == 0);
    const auto entries = list();
    REQUIRE(entries.size() == 2);
    CHECK(entries.at(0).at("role") == "candidate");
    CHECK(entries.at(1).at("role") == "baseline");
    CHECK(
        entry_of(perfeng({"compare", "--no-gate", "--json"}).json().at("functions"), "name", "parse").at("base_self") ==
        0.6);
}

TEST_CASE_METHOD(Importing, "files of two sides, a wrong role and no file are errors before anything is read") {
    write("baseline-a.txt", before);
    write("optimized-a.txt", after);
    check_error(perfeng({"import", "baseline-a.txt", "optimized-a.txt"}), 2, "two sides", "import the files of before");
    check_error(perfeng({"import", "baseline-a.txt", "--role", "other"}), 2, "--role is 'other'", "candidate");
    check_error(perfeng({"import"}), 2, "no file to import", "name them");
    CHECK(list().empty());
}

TEST_CASE_METHOD(Importing, "with --no-save nothing is left behind") {
    write("stacks.txt", before);
    CHECK(perfeng({"import", "--no-save", "stacks.txt"}).status == 0);
    CHECK(!std::filesystem::exists(*this / ".perfeng"));
}

TEST_CASE_METHOD(Importing, "an imported baseline cannot be run again in pairs, and perfeng says what can") {
    write("stacks.txt", before);
    REQUIRE(perfeng({"import", "stacks.txt"}).status == 0);
    check_error(perfeng({"remeasure", "--", "true"}), 2, "was imported", "import the files of the changed program");
}

TEST_CASE_METHOD(Importing, "of two profiles the one that tells more is kept, and the other is named") {
    write("stacks.txt", before);
    const auto told = perfeng({"import", "stacks.txt", fixture("callgrind/call_tree.out"), "--json"});
    CHECK(told.json().at("profile").at("tool") == "folded");
    CHECK_THAT(warnings_of(told), ContainsSubstring("that one is used"));
}

TEST_CASE_METHOD(Importing,
                 "what a heap profiler does not tell is no figure, and its profile gives way to one of time") {
    write("flame.folded", before);
    const auto told = perfeng({"import", fixture("massif/instructions.out"), "flame.folded", "--json"});
    INFO(told.err);
    REQUIRE(told.status == 0);
    check_valid(told.out, "measurement");
    const auto document = told.json();
    CHECK(document.at("profile").at("tool") == "folded");
    CHECK(document.at("allocations").at("peak_bytes") == 584720);
    CHECK(entry_of(document.at("metrics"), "name", "peak_heap").at("median") == 584720);
    for (const auto& metric : document.at("metrics"))
        CHECK_THAT(metric.at("name").get<std::string>(), !ContainsSubstring("allocations"));
    const auto page = perfeng({"import", fixture("massif/instructions.out")}).out;
    CHECK_THAT(page, ContainsSubstring("MOST MEMORY") || ContainsSubstring("most memory"));
    CHECK_THAT(page, !ContainsSubstring("0 samples"));
    CHECK_THAT(page, ContainsSubstring("CPU profile: no imported file tells it"));
}

TEST_CASE_METHOD(Importing, "trials take the place of a summary, and criterion's files are named by their path") {
    const auto under = *this / "target/criterion/sort/10/new";
    write("target/criterion/sort/10/new/estimates.json", process::read_file(fixture("criterion/estimates.json")));
    write("target/criterion/sort/10/new/sample.json", process::read_file(fixture("criterion/sample_flat.json")));
    for (const auto& files :
         {std::vector<std::string>{"estimates.json", "sample.json"}, {"sample.json", "estimates.json"}}) {
        const auto told = perfeng({"import", (under / files[0]).string(), (under / files[1]).string(), "--json"});
        INFO(told.err);
        REQUIRE(told.status == 0);
        check_valid(told.out, "measurement");
        const auto document = told.json();
        REQUIRE(document.at("metrics").size() == 1);
        const auto& metric = document.at("metrics").at(0);
        CHECK(metric.at("name") == "wall_time[sort/10]");
        CHECK(metric.at("n") == 10);
        CHECK_THAT(warnings_of(told), ContainsSubstring("wall_time[sort/10]"));
    }
}

TEST_CASE_METHOD(Importing, "runs of different commands are joined, and that they differ is told") {
    write("a.json", R"({"results":[{"command":"a x","times":[1]}]})");
    write("b.json", R"({"results":[{"command":"b","times":[2]}]})");
    const auto told = perfeng({"import", "a.json", "b.json", "--json"});
    CHECK(told.json().at("metrics").at(0).at("trials") == Json({1, 2}));
    CHECK_THAT(warnings_of(told), ContainsSubstring("of the command b, another file of a x"));
    CHECK(warnings_of(perfeng({"import", "a.json", "a.json", "--json"})).empty());
}

TEST_CASE_METHOD(Importing,
                 "what is open between imported sides is not to be measured again, but to be imported more often") {
    write("baseline-time.txt", "        2.65 real         2.65 user         0.00 sys\n");
    write("optimized-time.txt", "        1.92 real         1.90 user         0.00 sys\n");
    CHECK(perfeng({"import", "baseline-time.txt"}).status == 0);
    CHECK(perfeng({"import", "optimized-time.txt"}).status == 0);
    const auto told = perfeng({"compare"}).out;
    CHECK_THAT(told, ContainsSubstring("import six runs or more") && !ContainsSubstring("remeasure"));
    const auto document = perfeng({"compare", "--json"});
    check_valid(document.out, "comparison");
    CHECK(document.json().at("candidate").at("imported") == true);
}

TEST_CASE_METHOD(Importing, "records of builds tell the slowest units") {
    const auto told = perfeng({"import", "--no-save", "--json", fixture("build/cargo_timing.html")});
    INFO(told.err);
    REQUIRE(told.status == 0);
    check_valid(told.out, "measurement");
    const auto document = told.json();
    CHECK(document.at("build_times").at("tool") == "cargo");
    CHECK(document.at("findings").at(0).at("rule") == "build/slow-unit");
    const auto traces =
        perfeng({"import", "--no-save", fixture("build/clang_14.json"), fixture("build/clang_19.json")});
    CHECK_THAT(traces.out, ContainsSubstring("iostream"));
}

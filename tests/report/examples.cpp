#include "examples.hpp"

#include "perfeng/analysis/categories.hpp"
#include "perfeng/analysis/hot_places.hpp"
#include "perfeng/analysis/hotspots.hpp"

namespace perfeng::examples {
namespace {

Metric metric(const std::string& name, Summary summary, std::vector<double> trials = {},
              std::vector<std::size_t> outliers = {}) {
    const auto& kind = *find_metric_kind(name);
    return {name, kind.unit, kind.better, summary, std::move(trials), std::move(outliers)};
}

Environment machine() {
    Environment machine;
    machine.host = "build-7";
    machine.os = "Debian GNU/Linux 12 (bookworm)";
    machine.kernel = "6.1.0-28-amd64";
    machine.architecture = "x86_64";
    machine.cpu_model = "AMD EPYC 7B13";
    machine.cores = 2;
    machine.virtualisation = "kvm";
    machine.memory = 8'326'217'728;
    machine.libc = "glibc 2.36";
    machine.load = {0.52, 0.41, 0.3};
    machine.git_commit = "5f1b6ac27a03c1d2e9d0b7c64a1f0c3b5d6e7f80";
    machine.git_dirty = true;
    return machine;
}

Executable executable() {
    Executable executable;
    executable.path = "/home/user/project/build/parse";
    executable.sha256 = "9c1185a5c5e9fc54612808977ee8f548b2258d31a3f5c2d1d1b0c9c1a1b2c3d4";
    executable.file_size = 184'320;
    executable.format = "elf";
    executable.sections = Sections{96'256, 4'096, 512, 81'920};
    executable.debug_info = true;
    executable.build = "CMake RelWithDebInfo";
    return executable;
}

std::vector<Metric> metrics() {
    return {metric("wall_time", {7, 1.0342, 1.0501, 0.0413, 1.021, 1.1417, Interval{1.021, 1.1417}},
                   {1.0342, 1.021, 1.1417, 1.03, 1.04, 1.0301, 1.0537}, {2}),
            metric("cpu_time", {7, 1.0012, 1.0023, 0.0051, 0.9961, 1.0101, Interval{0.9961, 1.0101}}),
            metric("peak_rss",
                   {7, 12'582'912, 12'582'912, 4'096, 12'578'816, 12'587'008, Interval{12'578'816, 12'587'008}}),
            metric("minor_faults", {7, 1'542, 1'542.4, 1.2, 1'541, 1'545, Interval{1'541, 1'545}}),
            metric("file_size", {1, 184'320, 184'320, 0, 184'320, 184'320, {}}),
            metric("allocations", {2, 1'204'511, 1'204'511, 0, 1'204'511, 1'204'511, {}})};
}

Allocations allocations() {
    const MemoryFrame grow{"std::vector<Token>::_M_realloc_insert", "/home/user/project/build/parse",
                           "/usr/include/c++/12/bits/vector.tcc", 459};
    const MemoryFrame copy{"copy_text", "/home/user/project/build/parse", "/home/user/project/src/text.cpp", 31};
    return {"heaptrack",
            1'204'511,
            96'468'992,
            9'437'184,
            201'000,
            {{{grow}, 1'000'000, 80'000'000, 200'000, 8'388'608}, {{copy}, 204'511, 16'468'992, 1'000, 1'048'576}}};
}

LeakSite leak() {
    const std::string module = "/home/user/project/build/parse";
    const std::string text_cpp = "/home/user/project/src/text.cpp";
    return {LeakKind::definite,
            2,
            4'096,
            "copy_text",
            text_cpp,
            31,
            {{"copy_text", module, text_cpp, 31},
             {"parse_value", module, "/home/user/project/src/parse.cpp", 88},
             {"main", module, "/home/user/project/src/main.cpp", 12}}};
}

Leaks leaks() {
    LeakSite held = leak();
    held.kind = LeakKind::reachable;
    held.count = 1;
    held.bytes = 72'704;
    held.function = "(below main)";
    held.file.clear();
    held.stack.clear();
    Leaks leaks;
    leaks.tool = "memcheck";
    leaks.count = 2;
    leaks.bytes = 4'096;
    leaks.reachable_count = 1;
    leaks.reachable_bytes = 72'704;
    leaks.other_errors = 3;
    leaks.sites = {leak(), held};
    return leaks;
}

std::vector<Finding> findings() {
    Finding note{"profile/hot-loop:parse_value",
                 FindingKind::note,
                 "profile/hot-loop",
                 "parse_value calls itself",
                 "",
                 "",
                 std::nullopt,
                 "parse_value"};
    Finding busy{"trials/busy-machine",
                 FindingKind::doubt,
                 "trials/busy-machine",
                 "The machine was busy when the trials began",
                 "load 2.5 on 2 processors",
                 "Wait until other work is done, then: perfeng baseline -- build/parse 'big file.json'"};
    Finding names{"profile/unknown-names:libz.so.1",
                  FindingKind::doubt,
                  "profile/unknown-names",
                  "6.0% of the profile is functions of libz.so.1 without a name",
                  "/usr/lib/libz.so.1",
                  "Install its debug symbols: `apt-get install zlib1g-dbgsym`. Then: perfeng baseline -- build/parse"};
    Finding reserve{"advice/reserve:tokens",
                    FindingKind::recommendation,
                    "advice/reserve",
                    "The vector of tokens grows a million times",
                    "_M_realloc_insert has 83% of all allocations",
                    "Call `tokens.reserve(n)` before the loop",
                    Impact{"cpu_time", 0.12},
                    "tokenize",
                    "/home/user/project/src/parse.cpp",
                    40,
                    Confidence::high};
    reserve.advice = Advice{.samples = 120,
                            .share = 0.12,
                            .share_ci = {.lo = 0.1, .hi = 0.14},
                            .sites = {{"tokenize", "/home/user/project/src/parse.cpp", 40, 0.1, 100},
                                      {"parse_value", "/home/user/project/src/parse.cpp", 88, 0.02, 20}},
                            .allocations = 1'000'000,
                            .allocated_bytes = 64'000'000,
                            .gain = 4.5,
                            .gain_source = "docs/advice.md",
                            .expected = Interval{.lo = 0.02, .hi = 0.11},
                            .before = "std::vector<Token> tokens;",
                            .after = "std::vector<Token> tokens; tokens.reserve(n);",
                            .false_alarm = "one large vector grows",
                            .tested = "1,000,000 blocks are allocated there, of 64 bytes on average",
                            .pins = {"iteration order"},
                            .verify = "perfeng remeasure && perfeng compare",
                            .lint = "performance-inefficient-vector-operation",
                            .record = "once: expected 2% to 11%, brought 9%"};
    Finding risk{
        "risk/untested-hot-path:src/parse.cpp:tokenize",
        FindingKind::risk,
        "risk/untested-hot-path",
        "Hot code that tests do not execute: a change here can break unnoticed",
        "71.0% of all samples (95% 68.1% to 73.7%); 80.0% of its samples on lines that no test executes (line 40)",
        "Write a test that executes src/parse.cpp:40",
        std::nullopt,
        "tokenize",
        "src/parse.cpp",
        40};
    return {note, busy, names, reserve, risk};
}

std::vector<Risk> risks() {
    Risk tokenize{.function = "tokenize",
                  .file = "src/parse.cpp",
                  .line = 40,
                  .heat = 0.681,
                  .share = 0.71,
                  .share_ci = {0.681, 0.737},
                  .samples = 710,
                  .uncovered = 0.8,
                  .coverage = "lines",
                  .uncovered_lines = {40},
                  .churn = 0.25,
                  .changed_lines = 10,
                  .first_line = 31,
                  .last_line = 70,
                  .extent = "source",
                  .touched = true,
                  .score = 0.362,
                  .level = RiskLevel::high};
    Risk parse_value{.function = "parse_value",
                     .file = "src/parse.cpp",
                     .line = 88,
                     .heat = 0.198,
                     .share = 0.22,
                     .share_ci = {0.198, 0.247},
                     .samples = 220,
                     .coverage = "no data",
                     .first_line = 88,
                     .last_line = 88,
                     .extent = "profile",
                     .score = 0.05,
                     .level = RiskLevel::high};
    return {tokenize, parse_value};
}

RiskBasis risk_basis() {
    return {.root = "/home/user/project",
            .coverage = CoverageUse{.tools = {"lcov"},
                                    .files = 6,
                                    .mapped_files = 2,
                                    .lines = 1'200,
                                    .executed_lines = 800,
                                    .unmapped = {"/usr/include/a.h", "/usr/include/b.h", "/usr/include/c.h"}},
            .churn = true,
            .unmapped_functions = 1,
            .unmapped_share = 0.06,
            .lints = LintUse{.tools = {"clang-tidy"}, .all = 20, .hot = 1, .support = 1, .cold = 12, .other = 6}};
}

} // namespace

Profile profile() {
    const std::string program = "/home/user/project/build/parse";
    const std::string parse_cpp = "/home/user/project/src/parse.cpp";
    Profile profile;
    profile.tool = "perf";
    profile.event = "cpu-clock";
    profile.frequency = 999;
    profile.samples = 1'000;
    profile.lost = 3;
    profile.weight = 1;
    profile.depth_cap = 127;
    profile.call_graph = "dwarf,16384";
    profile.frames = {{"_start", "_start", program, "", 0},
                      {"main", "main", program, "/home/user/project/src/main.cpp", 12},
                      {"parse_value", "_Z11parse_valueRK5Token", program, parse_cpp, 88},
                      {"tokenize", "_Z8tokenizev", program, parse_cpp, 40},
                      {"std::vector<Token, std::allocator<Token>>::_M_realloc_insert<Token const&>", "", program,
                       "/usr/include/c++/12/bits/vector.tcc", 459},
                      {"is_blank", "", program, parse_cpp, 9, false, true},
                      {"[unknown]", "", "/usr/lib/libz.so.1", "", 0},
                      {"clear_page_erms", "clear_page_erms", "[kernel]", "", 0, true}};
    profile.stacks = {{{4, 3, 1, 0}, 0.41, 410, "parse"},
                      {{5, 3, 1, 0}, 0.2, 200, "parse"},
                      {{2, 2, 2, 1, 0}, 0.15, 150, "parse"},
                      {{2, 2, 1, 0}, 0.07, 70, "parse"},
                      {{6, 1, 0}, 0.06, 60, "parse"},
                      {{7, 4, 3, 1, 0}, 0.1, 100, "parse"},
                      {{}, 0.01, 10, "parse"}};
    analysis::tally(profile);
    analysis::categorise(profile, nullptr);
    profile.categories.front().allocations = 1'200;
    profile.categories.front().allocated_bytes = 3'145'728;
    profile.categories.front().temporary = 40;
    analysis::find_hot_lines(profile);
    profile.hot_lines.front().first_line = 39;
    profile.hot_lines.front().source = {"for (const auto& token : tokens) {", "    out.push_back(token);", "}"};
    analysis::find_recursion(profile);
    analysis::find_watched(profile, {"src/parse.cpp::tokenize()", "render_*"});
    return profile;
}

Measurement bare_measurement() {
    Measurement measurement;
    measurement.id = "019ab1f2-3c4d-7a5e-8f60-718293a4b5c6";
    measurement.workload.argv = {"./nothing"};
    return measurement;
}

Measurement measurement() {
    auto measurement = bare_measurement();
    measurement.name = "before";
    measurement.created = "2026-01-31T12:00:00Z";
    measurement.timer = "perfeng";
    measurement.workload.argv = {"build/parse", "big file.json"};
    measurement.workload.cwd = "/home/user/project";
    measurement.workload.env = {{"MODE", "strict"}};
    measurement.workload.input_size = 250'000;
    measurement.environment = machine();
    measurement.executable = executable();
    measurement.output = {true, "4a44dc15364204a80fe80e9039455cc1608281820fe2b24f1e5233ade6af1dd5"};
    measurement.metrics = metrics();
    measurement.profile = profile();
    measurement.allocations = allocations();
    measurement.leaks = leaks();
    measurement.findings = findings();
    measurement.outcomes = {{.rule = "cpp.vector-growth",
                             .function = "tokenize",
                             .file = "/home/user/project/src/parse.cpp",
                             .line = 40,
                             .base = "019ab1f2-0000-7a5e-8f60-718293a4b5c6",
                             .candidate = "019ab1f2-3c4d-7a5e-8f60-718293a4b5c6",
                             .bound = 0.12,
                             .expected = Interval{.lo = 0.02, .hi = 0.11},
                             .removed = 0.1,
                             .achieved = 0.09,
                             .achieved_ci = Interval{.lo = 0.08, .hi = 0.1},
                             .together = 2}};
    measurement.risks = risks();
    measurement.risk_basis = risk_basis();
    measurement.not_measured = {{"instructions", "this machine has no hardware counters",
                                 "install valgrind, which counts them: `apt-get install valgrind`"}};
    return measurement;
}

Comparison comparison() {
    using enum Unit;
    Comparison comparison;
    comparison.id = "019ab1f2-9999-7a5e-8f60-718293a4b5c6";
    comparison.created = "2026-01-31T12:10:00Z";
    comparison.base = {"019ab1f2-3c4d-7a5e-8f60-718293a4b5c6", "before", "build/parse 'big file.json'",
                       "9c1185a5c5e9fc54612808977ee8f548b2258d31a3f5c2d1d1b0c9c1a1b2c3d4"};
    comparison.candidate = {"019ab1f2-8888-7a5e-8f60-718293a4b5c6", "", "build/parse 'big file.json'",
                            "1b4f0e9851971998e732078544c96b36c3d01cedf7caa332359d6f1d83567014"};
    comparison.metrics = {
        {"cpu_time", seconds, Better::lower, 1.0012, 0.6188, -0.382, Interval{-0.39, -0.375}, 30, 0.03,
         Verdict::improved, true, true, ""},
        {"wall_time", seconds, Better::lower, 1.0342, 1.03, -0.0041, Interval{-0.06, 0.055}, 30, 0.05,
         Verdict::inconclusive, false, false, "disagrees with CPU time: the machine was busy"},
        {"peak_rss", bytes, Better::lower, 12'582'912, 16'777'216, 0.3333, Interval{0.331, 0.336}, 30, 0.02,
         Verdict::regressed, true, false, ""},
        {"file_size", bytes, Better::lower, 184'320, 184'328, 8.0 / 184'320, std::nullopt, 1, 0, Verdict::regressed,
         false, false, ""},
        {"leaked_bytes", bytes, Better::lower, 0, 4'096, 0, std::nullopt, 1, 0, Verdict::regressed, false, false, ""}};
    comparison.functions = {{"tokenize", 0.61, 0.2, 610, 124, -0.41, Interval{-0.45, -0.36}, true},
                            {"parse_value", 0.22, 0.24, 220, 149, 0.02, Interval{-0.02, 0.063}, false},
                            {"main", 0.01, 0.012, 10, 7, 0.002, std::nullopt, false}};
    comparison.leaks = LeakChange{4, 4'000, 5, 6'096, {leak()}};
    auto more = leak();
    more.function = "grow";
    more.count = 3;
    comparison.leaks->changed_sites = {{more, 1, 1'000}};
    auto mended = leak();
    mended.function = "shrink";
    comparison.leaks->gone_sites = {mended};
    comparison.output_identical = true;
    comparison.checks = {{"ctest", CheckStatus::passed}, {"clang-tidy", CheckStatus::failed}};
    comparison.environment_differs = {"kernel: 6.1.0-28-amd64 against 6.1.0-29-amd64"};
    comparison.not_measured = {{"instructions", "this machine has no hardware counters", ""}};
    comparison.gate = {
        "failed",
        1,
        {{ReasonKind::regression, "peak_rss", "peak RSS regressed: +33.3% [+33.1%, +33.6%], limit 2%", true, 0.313},
         {.kind = ReasonKind::leak,
          .subject = "copy_text",
          .text = "new leak in copy_text",
          .file = "/home/user/project/src/parse.cpp",
          .line = 52}}};
    return comparison;
}

Comparison bare_comparison() {
    Comparison comparison;
    comparison.base.command = "./nothing";
    comparison.candidate.command = "./nothing";
    comparison.method = Method::saved;
    comparison.metrics = {{"cpu_time", Unit::seconds, Better::lower, 0.5, 0.51, 0.02, std::nullopt, 0, 0.1,
                           Verdict::inconclusive, true, false, "one trial a side"}};
    comparison.gate = {"inconclusive", 0, {}};
    return comparison;
}

Comparison unchanged_comparison() {
    using enum Unit;
    Comparison comparison;
    comparison.base.command = "build/print 'big file.json'";
    comparison.candidate = {"019ab1f2-7777-7a5e-8f60-718293a4b5c6", "", "build/print 'big file.json'", ""};
    comparison.metrics = {{"wall_time", seconds, Better::lower, 0.2, 0.2005, 0.0025, Interval{-0.01, 0.012}, 7, 0.05,
                           Verdict::unchanged, true, true, ""},
                          {"user_time", seconds, Better::lower, 0.15, 0.15, 0, std::nullopt, 7, 0.05,
                           Verdict::inconclusive, false, false, ""},
                          {"system_time", seconds, Better::lower, 0.05, 0.05, 0, std::nullopt, 7, 0.05,
                           Verdict::inconclusive, false, false, ""},
                          {"page_faults[BM_sort/64]", count, Better::lower, 100, 100, 0, std::nullopt, 7, 0.05,
                           Verdict::unchanged, false, true, ""}};
    comparison.metrics[0].base_trials = {0.2, 0.21, 0.19, 0.2, 0.2, 0.22, 0.2};
    comparison.metrics[0].candidate_trials = {0.2005, 0.21, 0.19, 0.2, 0.21, 0.22, 0.2005};
    comparison.metrics[1].base_trials =
        comparison.metrics[1].candidate_trials = {0.15, 0.16, 0.14, 0.15, 0.15, 0.15, 0.15};
    comparison.metrics[2].base_trials = comparison.metrics[2].candidate_trials = std::vector(7, 0.05);
    comparison.output_identical = true;
    comparison.gate = {"passed", 0, {}};
    return comparison;
}

Judgement judgement() {
    Judgement judgement;
    judgement.id = "019ab1f2-aaaa-7a5e-8f60-718293a4b5c6";
    judgement.created = "2026-01-31T12:20:00Z";
    judgement.base = {"0123456789abcdef0123456789abcdef01234567", "Tokens are views", false};
    judgement.candidate = {"89abcdef0123456789abcdef0123456789abcdef", "Blanks are skipped at once", true};
    judgement.shard = "1/2";
    judgement.workloads = {{"print", unchanged_comparison(), ""},
                           {"parse", comparison(), ""},
                           {"scan", bare_comparison(), ""},
                           {"boom", std::nullopt, "its program failed with exit status 134: see `./boom`"}};
    judgement.checks = {{"ctest", CheckStatus::passed, CheckKind::test, 12.5, "", "", "--test", "", ""},
                        {"clang-tidy", CheckStatus::not_run, CheckKind::lint, 0, "it is not installed",
                         "apt-get install clang-tidy", "", "", ""}};
    auto reasons = comparison().gate.reasons;
    for (auto& reason : reasons)
        reason.workload = "parse";
    reasons.insert(
        reasons.begin(),
        {.kind = ReasonKind::workload, .text = "its program failed with exit status 134", .workload = "boom"});
    reasons.push_back({.kind = ReasonKind::open,
                       .subject = "cpu_time",
                       .text = "CPU time is inconclusive: +2.0%, limit 10%: run pairs: `perfeng check`",
                       .failing = false,
                       .workload = "scan"});
    reasons.push_back(
        {.kind = ReasonKind::open, .subject = "clang-tidy", .text = "clang-tidy was not run", .failing = false});
    reasons.push_back({.kind = ReasonKind::budget,
                       .subject = "peak_rss",
                       .text = "peak RSS is 16.00 MiB, over its budget of 10MiB by 60%",
                       .excess = 0.6,
                       .workload = "parse"});
    judgement.gate = {"failed", 1, std::move(reasons)};
    return judgement;
}

Judgement hostile_judgement() {
    const std::string hostile = "a\"b'<c>&d%0A,::e\nf\rg\x1b[31m\x01\xff\xc3(\\|`\xef\xbf\xbf\x7f";
    auto made = judgement();
    made.candidate.title = hostile;
    made.checks.front() = {hostile, CheckStatus::failed, CheckKind::test, 1, hostile, hostile, hostile, hostile, ""};
    for (auto& reason : made.gate.reasons) {
        reason.text += hostile;
        if (reason.kind == ReasonKind::leak)
            reason.file = "/home/user/project/" + hostile + ".cpp";
        if (reason.workload == "parse")
            reason.workload = hostile;
    }
    auto& workload = made.workloads.at(1);
    workload.name = hostile;
    workload.comparison->metrics.front().name = "cpu_time[" + hostile + "]";
    workload.comparison->metrics.front().note = hostile;
    workload.comparison->candidate.command = hostile;
    workload.comparison->leaks->new_sites.front().function = hostile;
    made.workloads.back().error = hostile;
    made.workloads.front().comparison->candidate.command = hostile;
    return made;
}

} // namespace perfeng::examples

#pragma once

#include "perfeng/model/comparison.hpp"
#include "perfeng/model/growth.hpp"
#include "perfeng/model/judgement.hpp"
#include "perfeng/model/measurement.hpp"

#include <string>

/// Documents with every field set to something other than its default.
inline perfeng::FunctionTimes full_function_times() {
    perfeng::FunctionTimes made;
    made.tool = "perf";
    made.event = "cpu-clock";
    made.frequency = 9973;
    made.samples = {10, 12};
    made.functions = {{.name = "hash",
                       .module = "/app",
                       .file = "a.c",
                       .line = 7,
                       .kernel = true,
                       .samples = 11,
                       .shares = {0.5, 0.6}}};
    made.others = {0.3, 0.2};
    made.unknown = {0.2, 0.2};
    return made;
}
inline perfeng::Profile full_profile() {
    return {.tool = "perf",
            .event = "cpu-clock",
            .unit = perfeng::Unit::seconds,
            .frequency = 999,
            .samples = 4,
            .lost = 1,
            .weight = 0.004,
            .depth_cap = 127,
            .call_graph = "dwarf",
            .quality = {.rooted_share = 0.75,
                        .unknown_share = 0.25,
                        .capped_share = 0.125,
                        .empty_share = 0.0625,
                        .kernel_share = 0.5,
                        .unknown_by_module = {{.module = "/usr/lib/libz.so.1", .share = 0.25}}},
            .frames = {{.name = "hash",
                        .raw_name = "_Z4hashv",
                        .module = "/bin/app",
                        .file = "hash.cpp",
                        .line = 7,
                        .kernel = false,
                        .inlined = true},
                       {.name = "main", .raw_name = "main", .module = "/bin/app", .file = "main.cpp", .line = 3},
                       {.name = "read", .raw_name = "", .module = "[kernel]", .file = "", .line = 0, .kernel = true}},
            .stacks = {{.frames = {0, 1}, .weight = 0.003, .samples = 3, .thread = "app"},
                       {.frames = {2, 1}, .weight = 0.001, .samples = 1, .thread = "worker"},
                       {.frames = {}, .weight = 0, .samples = 0, .thread = "app"}},
            .functions = {{.name = "hash",
                           .raw_name = "_Z4hashv",
                           .module = "/bin/app",
                           .file = "hash.cpp",
                           .line = 7,
                           .self = 0.003,
                           .total = 0.003,
                           .self_share = 0.75,
                           .total_share = 0.75,
                           .self_samples = 3,
                           .total_samples = 3,
                           .max_depth = 2,
                           .kernel = true,
                           .inlined = true}},
            .categories = {{.category = "hashing",
                            .share = 0.75,
                            .ci = {.lo = 0.5, .hi = 0.9},
                            .samples = 3,
                            .allocations = 9,
                            .allocated_bytes = 900,
                            .temporary = 3}},
            .hot_lines = {{.function = "hash",
                           .file = "hash.cpp",
                           .line = 7,
                           .share = 0.75,
                           .samples = 3,
                           .first_line = 7,
                           .source = {"h = h * 31 + c;"}}},
            .recursion = {{.function = "hash",
                           .file = "hash.cpp",
                           .line = 7,
                           .max_depth = 2,
                           .mean_depth = 1.5,
                           .share = 0.75,
                           .recursive_share = 0.5}},
            .watched = {{.pattern = "hash*",
                         .function = "hash",
                         .file = "hash.cpp",
                         .line = 7,
                         .self_share = 0.75,
                         .total_share = 0.75,
                         .samples = 3,
                         .most = 0.9}}};
}

inline std::vector<perfeng::MemoryFrame> full_stack() {
    return {{.function = "grow", .module = "/bin/app", .file = "list.c", .line = 12},
            {.function = "main", .module = "/bin/app", .file = "main.c", .line = 5}};
}

inline perfeng::LeakSite full_leak_site() {
    return {.kind = perfeng::LeakKind::indirect,
            .count = 2,
            .bytes = 64,
            .function = "grow",
            .file = "list.c",
            .line = 12,
            .stack = full_stack()};
}

inline perfeng::Workload full_workload() {
    return {.argv = {"./app", "--input", "a b.txt"},
            .typed = {"cargo", "run"},
            .cwd = "/home/user/project",
            .root = "/home/user",
            .env = {{"THREADS", "2"}},
            .stdin_path = "input.txt",
            .input_size = 1e6,
            .outputs = {"out.txt"},
            .prepare = "rm -f out.txt",
            .cpus = {0, 1},
            .timeout = 2.5,
            .ignore_failure = true};
}

inline perfeng::Environment full_environment() {
    return {.host = "build7",
            .os = "Debian GNU/Linux 12 (bookworm)",
            .kernel = "6.1.0",
            .architecture = "x86_64",
            .cpu_model = "Some CPU",
            .cpu_flags = "avx2 sse4_2",
            .cores = 4,
            .governor = "performance",
            .virtualisation = "kvm",
            .memory = 17179869184,
            .libc = "glibc 2.36",
            .load = {0.5, 0.25, 0.125},
            .steal = 0.01,
            .others = 0.25,
            .throttled = 3,
            .isolation = {"priority -10"},
            .tools = {{"valgrind", "3.19.0"}},
            .perfeng_version = "0.1.0",
            .git_commit = "0123abcd",
            .git_dirty = true};
}

inline perfeng::Executable full_executable() {
    return {.path = "/home/user/project/app",
            .sha256 = std::string(64, 'a'),
            .file_size = 18446744073709551615U,
            .format = "elf",
            .sections = perfeng::Sections{.text = 1, .data = 2, .bss = 3, .debug = 4},
            .stripped = true,
            .debug_info = true,
            .static_linked = true,
            .build_id = "beef",
            .build = "cargo dev profile",
            .build_facts = {{.what = "LTO",
                             .value = "fat",
                             .source = "Cargo.toml",
                             .confidence = perfeng::Confidence::high,
                             .declared = true}},
            .symbols = {{.name = "hash", .size = 320}},
            .snapshots = {{.path = "/home/user/project/app", .sha256 = std::string(64, 'a'), .role = "executable"}}};
}

inline perfeng::Metric wall_time() {
    return {.name = "wall_time",
            .unit = perfeng::Unit::seconds,
            .better = perfeng::Better::lower,
            .summary = {.n = 3,
                        .median = 0.2,
                        .mean = 0.3,
                        .stddev = 0.1,
                        .min = 0.1,
                        .max = 0.6,
                        .ci = perfeng::Interval{.lo = 0.1, .hi = 0.6}},
            .trials = {0.1, 0.2, 0.6},
            .outliers = {2},
            .noise_floor = perfeng::Interval{.lo = -0.01, .hi = 0.02}};
}

inline perfeng::Advice full_advice() {
    return {.samples = 30,
            .share = 0.75,
            .share_ci = {.lo = 0.6, .hi = 0.8},
            .sites = {{.function = "hash", .file = "hash.cpp", .line = 7, .share = 0.75, .samples = 30}},
            .allocations = 9,
            .allocated_bytes = 900,
            .gain = 4,
            .gain_source = "docs/advice.md",
            .expected = perfeng::Interval{.lo = 0.4, .hi = 0.6},
            .before = "hash(s)",
            .after = "known(s)",
            .false_alarm = "the text changes each time",
            .tested = "9 blocks",
            .pins = {"order of iteration"},
            .verify = "perfeng remeasure",
            .lint = "clippy::x",
            .record = "once before"};
}

inline perfeng::Risk full_risk() {
    return {.function = "hash",
            .file = "src/hash.cpp",
            .line = 7,
            .heat = 0.25,
            .share = 0.5,
            .share_ci = {.lo = 0.25, .hi = 0.75},
            .samples = 3,
            .uncovered = 0.75,
            .coverage = "lines",
            .uncovered_lines = {7, 9},
            .churn = 0.5,
            .changed_lines = 4,
            .file_changes = 12,
            .first_line = 3,
            .last_line = 10,
            .extent = "source",
            .touched = true,
            .score = 0.125,
            .level = perfeng::RiskLevel::high};
}

inline perfeng::RiskBasis full_risk_basis() {
    return {.root = "/home/user/project",
            .coverage = perfeng::CoverageUse{.tools = {"lcov"},
                                             .files = 3,
                                             .mapped_files = 2,
                                             .lines = 40,
                                             .executed_lines = 30,
                                             .unmapped = {"/usr/include/math.h"}},
            .churn = true,
            .churn_days = 90,
            .unmapped_functions = 1,
            .unmapped_share = 0.25,
            .lints = perfeng::LintUse{
                .tools = {"clippy"}, .all = 15, .hot = 1, .support = 2, .cold = 3, .other = 4, .unmapped = 5}};
}

inline perfeng::Measurement full_measurement(const std::string& id = "0197f3a0-0000-7000-8000-000000000001") {
    perfeng::Measurement made{
        .id = id,
        .role = perfeng::Role::candidate,
        .name = "nightly",
        .created = "2026-01-31T12:00:00Z",
        .timer = "time",
        .complete = false,
        .workload = full_workload(),
        .environment = full_environment(),
        .executable = full_executable(),
        .output = {.deterministic = false, .digest = std::string(64, 'd')},
        .metrics = {wall_time()},
        .paired = perfeng::PairedBase{.id = "b",
                                      .sha256 = std::string(64, 'e'),
                                      .metrics = {wall_time()},
                                      .function_times = full_function_times(),
                                      .instruction_counts = full_function_times()},
        .profile = full_profile(),
        .function_times = full_function_times(),
        .instruction_counts = full_function_times(),
        .allocations = {},
        .leaks = {},
        .findings = {},
        .artifacts = {{.kind = "profile", .sha256 = std::string(64, 'b'), .path = "profile.json"}},
        .not_measured = {{.what = "cycles", .why = "no counters", .how = "use bare metal"}}};
    made.imported = {{.path = "leaks.txt",
                      .format = "leaks",
                      .what = "report of leaks",
                      .holds = "3 blocks",
                      .recorded = "2026-01-31T12:00:00Z",
                      .warnings = {"a warning"}}};
    made.allocations = {
        .tool = "heaptrack", .calls = 9, .bytes = 900, .peak_bytes = 300, .temporary = 3, .functions = {}};
    made.allocations->functions = {
        {.stack = full_stack(), .calls = 9, .bytes = 900, .temporary = 3, .peak_bytes = 300}};
    made.build_times = {.tool = "ninja",
                        .total = 3,
                        .units = {{.name = "a.o", .start = 1, .seconds = 2, .kind = "compile", .critical = true}}};
    made.leaks = {.tool = "memcheck",
                  .count = 2,
                  .bytes = 64,
                  .possible_count = 3,
                  .possible_bytes = 30,
                  .reachable_count = 4,
                  .reachable_bytes = 40,
                  .other_errors = 5,
                  .new_count = 2,
                  .new_bytes = 96,
                  .sites = {full_leak_site()}};
    made.findings = {{.id = "hot-hash",
                      .kind = perfeng::FindingKind::recommendation,
                      .rule = "hot",
                      .title = "hash is hot",
                      .evidence = "75% self",
                      .change = "cache it",
                      .impact = perfeng::Impact{.metric = "cpu_time", .ceiling = 0.75},
                      .function = "hash",
                      .file = "hash.cpp",
                      .line = 7,
                      .confidence = perfeng::Confidence::high,
                      .advice = full_advice()}};
    made.outcomes = {{.rule = "hot",
                      .function = "hash",
                      .file = "hash.cpp",
                      .line = 7,
                      .base = "b",
                      .candidate = id,
                      .bound = 0.75,
                      .expected = perfeng::Interval{.lo = 0.4, .hi = 0.6},
                      .removed = 0.5,
                      .achieved = 0.55,
                      .achieved_ci = perfeng::Interval{.lo = 0.5, .hi = 0.6},
                      .together = 2}};
    made.risks = {full_risk()};
    made.risk_basis = full_risk_basis();
    return made;
}

inline perfeng::Comparison full_comparison(const std::string& id = "0197f3a0-0000-7000-8000-0000000000c1") {
    perfeng::Comparison made;
    made.id = id;
    made.created = "2026-01-31T12:05:00Z";
    made.base = {.id = "b",
                 .name = "before",
                 .command = "./app",
                 .sha256 = std::string(64, 'a'),
                 .imported = true,
                 .cwd = "/src"};
    made.candidate = {.id = "c",
                      .name = "after",
                      .command = "./app2",
                      .sha256 = std::string(64, 'c'),
                      .imported = true,
                      .cwd = "/src"};
    made.method = perfeng::Method::saved;
    made.identical_executables = true;
    made.metrics = {{.name = "wall_time",
                     .unit = perfeng::Unit::seconds,
                     .better = perfeng::Better::higher,
                     .base = 0.2,
                     .candidate = 0.1,
                     .change = -0.5,
                     .ci = perfeng::Interval{.lo = -0.6, .hi = -0.4},
                     .pairs = 7,
                     .threshold = 0.05,
                     .verdict = perfeng::Verdict::improved,
                     .gated = true,
                     .not_worse = true,
                     .note = "a saved baseline",
                     .noise_floor = perfeng::Interval{.lo = -0.01, .hi = 0.02},
                     .base_trials = {0.2},
                     .candidate_trials = {0.1}}};
    made.functions = {{.name = "hash",
                       .base_self = 0.75,
                       .candidate_self = 0.5,
                       .base_samples = 300,
                       .candidate_samples = 200,
                       .change = -0.25,
                       .ci = perfeng::Interval{.lo = -0.3, .hi = -0.2},
                       .significant = true,
                       .file = "a.c",
                       .line = 7,
                       .base_cost = 0.3,
                       .candidate_cost = 0.2,
                       .cost_ci = perfeng::Interval{.lo = -0.12, .hi = -0.08},
                       .moved = "was parse_all before"}};
    made.ledger = perfeng::Ledger{.base = 1,
                                  .candidate = 0.8,
                                  .functions = -0.1,
                                  .moved = -0.05,
                                  .within_noise = -0.03,
                                  .unattributed = -0.02,
                                  .repeats = 5};
    made.leaks = {.base_count = 1,
                  .base_bytes = 10,
                  .candidate_count = 2,
                  .candidate_bytes = 20,
                  .new_sites = {full_leak_site()},
                  .changed_sites = {{full_leak_site(), 1, 10}},
                  .gone_sites = {full_leak_site()}};
    made.allocations = {{.function = "hash",
                         .file = "a.c",
                         .line = 7,
                         .base_calls = 3,
                         .candidate_calls = 5,
                         .base_bytes = 30,
                         .candidate_bytes = 50}};
    made.symbols = {{.name = "hash", .base_size = 320, .candidate_size = 400}};
    made.environment = full_environment();
    made.output_identical = false;
    made.checks = {{.name = "ctest",
                    .status = perfeng::CheckStatus::failed,
                    .kind = perfeng::CheckKind::lint,
                    .seconds = 1.5,
                    .detail = "exit status 8",
                    .how = "mend it",
                    .source = "--test",
                    .tail = "1 failed",
                    .log = std::string(64, 'a')}};
    made.environment_differs = {"kernel: 6.1 and 6.2"};
    made.not_measured = {{.what = "leaks", .why = "no valgrind", .how = "apt install valgrind"}};
    made.gate = {.status = "failed",
                 .exit_status = 1,
                 .reasons = {{perfeng::ReasonKind::output, "output", "wrong output", true, 0.5, "a.c", 3, "parse"}}};
    return made;
}
inline perfeng::Judgement full_judgement() {
    perfeng::Judgement made;
    made.id = "0197f3a0-0000-7000-8000-0000000000e1";
    made.created = "2026-01-31T12:00:00Z";
    made.base = {std::string(40, 'a'), "Before", false};
    made.candidate = {std::string(40, 'b'), "After", true};
    made.shard = "1/2";
    made.complete = false;
    made.workloads = {{"parse", full_comparison(), ""}, {"print", std::nullopt, "it crashed"}};
    made.checks = full_comparison().checks;
    made.gate = full_comparison().gate;
    return made;
}
inline perfeng::Growth full_growth(const std::string& id = "0197f3a0-0000-7000-8000-0000000000d1") {
    perfeng::GrowthFit fit;
    fit.classes = {{perfeng::GrowthClass::quadratic, 1, 2, 0, 0.01, -40},
                   {perfeng::GrowthClass::cubic, 1, 2, 0, 0.02, -39}};
    fit.power = perfeng::PowerFit{1, 2, 2.01, {.lo = 1.9, .hi = 2.1}};
    fit.words = "n^2";
    fit.warning = "from 1 to 2 it grows as n^3.0, where the fit says n^2.0";
    fit.prediction = perfeng::Prediction{4, 33, {.lo = 30, .hi = 36}};
    perfeng::Growth made;
    made.id = id;
    made.name = "dedup";
    made.created = "2026-01-31T12:00:00Z";
    made.complete = false;
    made.workload = full_workload();
    made.environment = full_environment();
    made.executable = full_executable();
    made.sizes = {{.size = 1, .input = "one", .command = "./app one", .metrics = {wall_time()}, .counted = true}};
    made.metrics = {{"wall_time", perfeng::Unit::seconds, {1, 2}, {3, 9}, fit}};
    made.counter = "callgrind";
    made.counted = "instructions";
    made.functions = {{"find", "/app", "a.c", 3, "a.c", 7, 0.5, 0.75, 0.25, true, true, {1, 2}, {3, 9}, fit}};
    made.at = 4;
    made.findings = full_measurement().findings;
    made.not_measured = {{"growth by function", "why", "how"}};
    made.gate = {.status = "failed", .exit_status = 1, .reasons = {{perfeng::ReasonKind::budget, "", "over"}}};
    return made;
}

#include "catch.hpp"
#include "made.hpp"

#include "perfeng/analysis/environment.hpp"

using namespace perfeng;
using namespace perfeng::analysis;

using Texts = std::vector<std::string>;

TEST_CASE("the same environment does not differ") {
    const auto environment = made::measurement().environment;
    CHECK(environment_differences(environment, environment).empty());
    CHECK(same_machine(environment, environment));
    CHECK_FALSE(same_machine({}, {}));
}

TEST_CASE("each difference in words, and whether it is another machine") {
    struct Row {
        void (*change)(Environment&);
        Texts words;
        bool same_machine;
    };
    const std::vector<Row> rows{
        {[](Environment& e) { e.cpu_model = "Xeon"; }, {"CPU model: AMD EPYC against Xeon"}, false},
        {[](Environment& e) { e.cpu_model = ""; }, {"CPU model: AMD EPYC against unknown"}, false},
        {[](Environment& e) { e.cpu_flags = "avx2 fpu sse2"; }, {}, true},
        {[](Environment& e) { e.cpu_flags = "fpu sse2 avx512f"; },
         {"CPU flags: only the baseline has avx2; only the candidate has avx512f"},
         false},
        {[](Environment& e) { e.cpu_flags = "fpu sse2 avx2 x a b c d e f g h"; },
         {"CPU flags: only the candidate has a b c d e f g h and 1 more"},
         false},
        {[](Environment& e) { e.cpu_flags = "fpu sse2 avx2 a b c d e f g h"; },
         {"CPU flags: only the candidate has a b c d e f g h"},
         false},
        {[](Environment& e) { e.cpu_flags = ""; }, {"CPU flags: known against unknown"}, false},
        {[](Environment& e) { e.cores = 2; }, {"processors: 4 against 2"}, false},
        {[](Environment& e) { e.cores = 0; }, {"processors: 4 against unknown"}, false},
        {[](Environment& e) { e.memory = std::uint64_t{16} << 30; }, {"memory: 8.00 GiB against 16.00 GiB"}, false},
        {[](Environment& e) { e.memory -= 40 << 20; }, {}, true},
        {[](Environment& e) { e.kernel = "6.1"; }, {"kernel: unknown against 6.1"}, false},
        {[](Environment& e) { e.libc = "glibc 2.36"; }, {"libc: unknown against glibc 2.36"}, false},
        {[](Environment& e) { e.architecture = "aarch64"; }, {"architecture: unknown against aarch64"}, false},
        {[](Environment& e) { e.governor = "powersave"; }, {"frequency governor: unknown against powersave"}, true},
        {[](Environment& e) { e.host = "b"; }, {"host: unknown against b"}, true},
        {[](Environment& e) { e.perfeng_version = "2"; }, {"perfeng: unknown against 2"}, true},
        {[](Environment& e) { e.git_commit = "1234"; }, {}, true},
        {[](Environment& e) { e.git_dirty = true; }, {}, true},
        {[](Environment& e) { e.load = {2.0, 9, 9}; }, {}, true},
        {[](Environment& e) { e.load = {2.5, 0, 0}; }, {"load: 0.0 against 2.5 on 4 processors"}, true},
        {[](Environment& e) { e.isolation = {"processors 1", "priority -20"}; },
         {"isolation of the trials: none against processors 1, priority -20"},
         true},
        {[](Environment& e) { e.tools["valgrind"] = "3.21.0"; }, {"valgrind: 3.19.0 against 3.21.0"}, true},
        {[](Environment& e) { e.tools.clear(); }, {}, true}, // its pass did not run
        {[](Environment& e) { e.tools["perf"] = "6.1"; }, {}, true},
    };
    for (const auto& row : rows) {
        auto base = made::measurement().environment;
        base.tools = {{"valgrind", "3.19.0"}};
        auto candidate = base;
        row.change(candidate);
        CHECK(environment_differences(base, candidate) == row.words);
        CHECK(same_machine(base, candidate) == row.same_machine);
        CHECK(same_machine(candidate, base) == row.same_machine);
    }
}

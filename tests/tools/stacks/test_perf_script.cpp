#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/stacks/perf_script.hpp"

#include <algorithm>
#include <map>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

std::string fixture(const std::string& name) {
    return process::read_file(std::string(PERFENG_FIXTURES "/perf/") + name);
}

PerfScript read(std::string_view text, std::size_t piece = std::string_view::npos) {
    PerfScriptReader reader;
    for (std::size_t at = 0; at < text.size(); at += std::min(piece, text.size()))
        reader.feed(text.substr(at, piece));
    auto script = reader.finish();
    INFO((script ? "" : to_string(script.error())));
    REQUIRE(script.has_value());
    return std::move(*script);
}

/// Names of a stack, leaf first: "sixty < main".
std::string shown(const Profile& profile, const Stack& stack) {
    std::string text;
    for (const auto id : stack.frames)
        text += (text.empty() ? "" : " < ") + profile.frames.at(id).name;
    return text;
}

std::map<std::string, double> leaf_shares(const Profile& profile) {
    std::map<std::string, double> shares;
    for (const auto& stack : profile.stacks)
        if (!stack.frames.empty())
            shares[profile.frames.at(stack.frames.front()).name] += stack.weight / profile.weight;
    return shares;
}

void check_equal(const PerfScript& a, const PerfScript& b) {
    CHECK(a.profile.frames == b.profile.frames);
    CHECK(a.profile.stacks == b.profile.stacks);
    CHECK(a.addresses == b.addresses);
}

} // namespace

TEST_CASE("a recording of a program with known shares", "[perf_script]") {
    const auto profile = read_perf_script(fixture("four_shares.txt"));
    REQUIRE(profile.has_value());
    CHECK(profile->tool == "perf");
    CHECK(profile->event == "cpu-clock");
    CHECK(profile->unit == Unit::seconds);
    CHECK(profile->weight == Approx(static_cast<double>(profile->samples) / 499).epsilon(0.001));
    const auto shares = leaf_shares(*profile);
    CHECK(shares.at("sixty") > 0.4);
    for (const auto& frame : profile->frames) {
        CHECK(std::ranges::count(profile->frames, frame) == 1);
        CHECK(frame.kernel == (frame.module == "[kernel]"));
    }
    const auto sixty = std::ranges::find_if(profile->stacks, [&](const Stack& stack) {
        return shown(*profile, stack) == "sixty < main < __libc_start_call_main < __libc_start_main < _start";
    });
    REQUIRE(sixty != profile->stacks.end());
    CHECK(sixty->samples > 10);
    CHECK(sixty->thread == "four_shares");
}

TEST_CASE("the text may come in any pieces", "[perf_script]") {
    const auto text = fixture("rust.txt");
    const auto whole = read(text);
    for (const std::size_t piece : {1U, 2U, 7U, 64U, 1000U})
        check_equal(whole, read(text, piece));
}

TEST_CASE("Rust names of both schemes, offsets and addresses", "[perf_script]") {
    const auto script = read(fixture("rust.txt"));
    const auto& frames = script.profile.frames;
    const auto start = std::ranges::find(frames, "std::rt::lang_start_internal", &Frame::name);
    REQUIRE(start != frames.end());
    CHECK(start->raw_name == "_RNvNtCsjrHSEGnQ3l9_3std2rt19lang_start_internal");
    const auto& address = script.addresses.at(static_cast<std::size_t>(start - frames.begin()));
    CHECK(address.address == 0x3bd93);
    CHECK(address.symbol_offset == 0x4c3U);
    CHECK_FALSE(address.exact);
    CHECK(script.addresses.at(script.profile.stacks.front().frames.front()).exact);
}

TEST_CASE("recordings fed one after the other are merged", "[perf_script]") {
    const auto text = fixture("rust.txt");
    const auto once = read(text);
    PerfScriptReader reader;
    for (int i = 0; i < 3; ++i) {
        reader.feed(std::string_view(text).substr(0, text.find_last_not_of('\n') + 1));
        reader.end_recording();
        CHECK(reader.samples() == once.profile.samples * static_cast<std::uint64_t>(i + 1));
    }
    const auto thrice = reader.finish();
    REQUIRE(thrice.has_value());
    CHECK(thrice->profile.frames == once.profile.frames);
    REQUIRE(thrice->profile.stacks.size() == once.profile.stacks.size());
    CHECK(thrice->profile.weight == Approx(3 * once.profile.weight));
}

TEST_CASE("a recording whose text broke off is taken back", "[perf_script]") {
    const auto text = fixture("rust.txt");
    const auto once = read(text);
    PerfScriptReader reader;
    reader.feed(text);
    reader.end_recording();
    reader.feed("other 1 1.0: PERF_RECORD_LOST lost 4\nno line of perf\n");
    reader.feed("other 1 1.0: 5 " + once.profile.event + ": \n\t10 only_here (/a)\n\n");
    reader.feed("other 1 1.1: 5 " + once.profile.event + ": \n\t10 only_he");
    reader.forget_recording();
    CHECK(reader.samples() == once.profile.samples);
    const auto kept = reader.finish();
    REQUIRE(kept.has_value());
    CHECK(kept->profile.stacks == once.profile.stacks);
    CHECK(kept->profile.lost == once.profile.lost);
    CHECK(kept->warnings == once.warnings);

    reader = PerfScriptReader();
    reader.feed("a 1 1.0: 5 cycles: \n\t10 f (/a)\n\na 1 1.");
    reader.forget_recording();
    CHECK(reader.samples() == 0);
    reader.feed("a 1 1.0: 5 cycles: \n\t10 f (/a)\n\n");
    const auto again = reader.finish();
    REQUIRE(again.has_value());
    CHECK(again->profile.samples == 1);
    CHECK(again->profile.stacks.at(0).thread == "a");
}

TEST_CASE("lost samples are counted", "[perf_script]") {
    const auto script = read(fixture("lost.txt"));
    CHECK(script.profile.lost == 3);
    CHECK(script.profile.samples == 7);
    const auto both = read("a 1 1.0: PERF_RECORD_LOST lost 4\n"
                           "a 1 1.0: PERF_RECORD_LOST_SAMPLES lost 6\n"
                           "a 1 1.1: cpu-clock: \n\t 1 f (/a)\n");
    CHECK(both.profile.lost == 6);
}

TEST_CASE("of two events the first is kept and the other is told", "[perf_script]") {
    const auto script = read(fixture("two_events.txt"));
    CHECK(script.profile.event == "page-faults");
    CHECK(script.profile.unit == Unit::count);
    CHECK(script.other_events == std::vector<std::string>{"cpu-clock"});
    const auto cores = read("a 1 1.0: 5 cpu_core/cycles/u: \n\t 1 f (/a)\n\n"
                            "a 1 1.1: 7 cpu_atom/cycles/u: \n\t 1 f (/a)\n");
    CHECK(cores.other_events.empty());
    CHECK(cores.profile.weight == 12);
}

TEST_CASE("perf's own inlined frames", "[perf_script]") {
    const auto script = read(fixture("cpp_inlined.txt"));
    const auto lambda =
        std::ranges::find(script.profile.frames, "app::Engine::step::{lambda#1}::operator()", &Frame::name);
    REQUIRE(lambda != script.profile.frames.end());
    CHECK(lambda->inlined);
    CHECK(lambda->module == "/home/user/project/acpp");
}

TEST_CASE("event lines in all their shapes", "[perf_script]") {
    struct Shape {
        std::string line;
        std::string thread;
        std::string event;
        double weight;
    };
    const std::vector<Shape> shapes{
        {"prog 4711 1.5:     250000 cpu-clock:uhH: ", "prog", "cpu-clock:uhH", 0.00025},
        {"prog 4711/4712 [003] 1.5: 10 task-clock:u:", "prog", "task-clock:u", 1e-8},
        {"            prog 4711 1.5:          3 cycles:u: ", "prog", "cycles:u", 3},
        {"Web Content: 2.0 4711 [000] 441995.133575: cpu-clock: ", "Web Content: 2.0", "cpu-clock", 1},
        {"dd 29776 666709.771979:   10101010 cycles: ", "dd", "cycles", 10101010},
        {"java  3244 cpu-clock: ", "java", "cpu-clock", 1},
        {"Gecko\t25122 [007] 115539.936601:\t\t1000000 task-clock:u:", "Gecko", "task-clock:u", 0.001},
        {":-1    -1 1.5: 2 sched:sched_switch: prev_comm=a prev_pid=1", ":-1", "sched:sched_switch", 2},
    };
    for (const auto& shape : shapes) {
        const auto script = read("# a comment: 1.0: x:\n" + shape.line + "\n\t     401b97 main+0x1f (/a)\n\n");
        CHECK(script.profile.event == shape.event);
        CHECK(script.profile.weight == Approx(shape.weight));
        REQUIRE(script.profile.stacks.size() == 1);
        CHECK(script.profile.stacks[0].thread == shape.thread);
        CHECK(shown(script.profile, script.profile.stacks[0]) == "main");
    }
}

TEST_CASE("frame lines in all their shapes", "[perf_script]") {
    struct Shape {
        std::string line;
        std::string name;
        std::string module;
        bool kernel;
    };
    const std::vector<Shape> shapes{
        {"\t          401b97 main+0x1f (/a b/c)", "main", "/a b/c", false},
        {"\t          401b97 std::vector<int>::push_back(int const&) (/a)", "std::vector::push_back", "/a", false},
        {"        401b97 main (/home/user/a (deleted))", "main", "/home/user/a (deleted)", false},
        {"\t 5966605dd52f8e00 [unknown] ([unknown])", "[unknown]", "[unknown]", false},
        {"\tffffffff9b201293 [unknown] ([unknown])", "[unknown]", "[kernel]", true},
        {"\tffffffffaee8017b fput+0xb ([kernel.kallsyms])", "fput", "[kernel]", true},
        {"\t59fef5 copy_user (/lib/modules/4.3.0-rc1-virtual/build/vmlinux)", "copy_user", "[kernel]", true},
        {"\tffffffffc087cbc9 handle+0xa9 (/lib/modules/5.4/kernel/net/mlx5_core.ko)", "handle", "[kernel]", true},
        {"\tffffffffc0000000 ext4_read ([ext4])", "ext4_read", "[kernel]", true},
        {"\tffffffffc09ace93 bpf_prog_2b_l4lb+0xb80 (bpf_prog_2b_l4lb)", "bpf_prog_2b_l4lb", "[kernel]", true},
        {"\t7ffe1000 __vdso_clock_gettime+0x1 ([vdso])", "__vdso_clock_gettime", "[vdso]", false},
        {"\t7f3a LazyCompile:*f /home/user/a.js:3 (/tmp/perf-339.map)", "LazyCompile:*f /home/user/a.js:3", "[JIT]",
         false},
        {"\t401b97 main+0x1f", "main", "[unknown]", false},
        {"\t401b97", "[unknown]", "[unknown]", false},
        {"\t    7f1e2215d058  (/lib/libc-2.15.so)", "[unknown]", "/lib/libc-2.15.so", false},
        {"\t 411080 base.odex[+41107f] (/data/app/base.odex)", "[unknown]", "/data/app/base.odex", false},
    };
    for (const auto& shape : shapes) {
        const auto script = read("a 1 1.0: 1 cycles: \n" + shape.line + "\n");
        REQUIRE(script.profile.frames.size() == 1);
        CHECK(script.profile.frames[0].name == shape.name);
        CHECK(script.profile.frames[0].module == shape.module);
        CHECK(script.profile.frames[0].kernel == shape.kernel);
    }
}

TEST_CASE("samples without a call chain are kept; blank and strange lines pass", "[perf_script]") {
    const auto script = read("a 1 1.0: 1 cycles: \n\n"
                             "a 1 1.1: 1 cycles: \n\n\t1 f (/a)\n"
                             "a 1 1.2: 1 cycles: \n\tTHIS_IS_WEIRD\n  a.c:12\n\t2 g (/a)\r\n\n"
                             "a 1 1.3: 1 cycles: ffffffff9b201293 [unknown] ([unknown])\n"
                             "  dd 1 1.4: 1 cycles:      7fa68b1f2d84 _dl_start+0x4 (/usr/lib/ld-2.31.so)");
    CHECK(script.profile.samples == 5);
    std::vector<std::string> stacks;
    for (const auto& stack : script.profile.stacks)
        stacks.push_back(shown(script.profile, stack));
    CHECK(stacks == std::vector<std::string>{"", "f", "g", "[unknown]", "_dl_start"});
    REQUIRE(script.warnings.size() == 1);
    CHECK_THAT(script.warnings[0], ContainsSubstring("1 line was passed over") && ContainsSubstring("line 7"));
}

TEST_CASE("below the kernel stands an instruction, not a return address", "[perf_script]") {
    const auto script = read("a 1 1.0: 1 cycles: \n\tffffffffaee8017b fput+0xb ([kernel.kallsyms])\n"
                             "\t10 write+0x1 (/libc)\n\t20 main+0x2 (/a)\n\n"
                             "a 1 1.0: 1 cycles: \n\t20 main+0x2 (/a)\n");
    REQUIRE(script.addresses.size() == 4);
    CHECK(script.addresses[1].exact);
    CHECK_FALSE(script.addresses[2].exact);
    CHECK(script.addresses[3].exact); // the same line as a leaf
    CHECK(without_addresses(script).frames.size() == 3);
}

TEST_CASE("lines in no shape of perf script are counted each time", "[perf_script]") {
    const auto text = "# header\na 1 1.0: 1 cycles: \n\tWEIRD\n\t1 f (/a)\n\tWEIRD\n\nperf: Segmentation fault\n"
                      "a 1 1.1: 1 page-faults: \n\tOF THE OTHER EVENT\n";
    const auto read = read_perf_script_text(text);
    REQUIRE(read.has_value());
    REQUIRE(read->warnings.size() == 2);
    CHECK_THAT(read->warnings[0], ContainsSubstring("3 lines were passed over") && ContainsSubstring("line 3"));
    CHECK_THAT(read->warnings[1], ContainsSubstring("page-faults"));
}

TEST_CASE("what the JVM inlined has frames of its own", "[perf_script]") {
    const auto profile = read_perf_script("java 1 1.0: 1 cycles: \n\t1 La;::f->Lb;::g->Lc;::h (/tmp/perf-7.map)\n"
                                          "\t2 operator->+0x1 (/a)\n");
    REQUIRE(profile.has_value());
    REQUIRE(profile->stacks.size() == 1);
    CHECK(shown(*profile, profile->stacks[0]) == "Lc;::h < Lb;::g < La;::f < operator->");
    std::string inlined;
    for (const auto id : profile->stacks[0].frames)
        inlined += profile->frames[id].inlined ? 'i' : 'f';
    CHECK(inlined == "iiff");
}

TEST_CASE("an empty line between an event and its frames hides neither", "[perf_script]") {
    CHECK(recognise_perf_script({"java 1 1.0: 1 cycles: \n\n\t1 f (/a)\n", true}) == Recognition::yes);
}

TEST_CASE("addresses of one function become one frame", "[perf_script]") {
    const auto profile = read_perf_script("a 1 1.0: 2 cycles: \n\t1 f+0x1 (/a)\n\t9 main+0x1 (/a)\n\n"
                                          "a 1 1.0: 3 cycles: \n\t2 f+0x2 (/a)\n\t9 main+0x1 (/a)\n\n"
                                          "b 1 1.0: 4 cycles: \n\t2 f+0x2 (/a)\n\t9 main+0x1 (/a)\n");
    REQUIRE(profile.has_value());
    CHECK(profile->frames.size() == 2);
    REQUIRE(profile->stacks.size() == 2); // one a thread
    CHECK(profile->stacks[0].weight == 5);
    CHECK(profile->stacks[0].samples == 2);
    CHECK(profile->stacks[1].thread == "b");
}

TEST_CASE("a text without samples is refused with its first strange line", "[perf_script]") {
    CHECK_FALSE(read_perf_script(""));
    const auto error = read_perf_script("# header\n\nhello world\n").error();
    CHECK(error.line == 3);
    CHECK_THAT(to_string(error), ContainsSubstring("perf script"));
    CHECK_FALSE(read_perf_script("\t401b97 main (/a)\n"));
    CHECK_FALSE(read_perf_script(std::string(100'000, ':')));
}

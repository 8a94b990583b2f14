#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/xctrace/xctrace.hpp"
#include "perfeng/tools/xctrace/xctrace_toc.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

std::string fixture(const std::string& name) { return process::read_file(PERFENG_FIXTURES "/xctrace/" + name); }

Read<XctraceTable> read(std::string_view xml, std::optional<std::uint64_t> pid = std::nullopt) {
    auto table = read_xctrace(xml, pid);
    INFO((table ? "" : to_string(table.error())));
    REQUIRE(table.has_value());
    return *table;
}

std::string document(const std::string& nodes) {
    return "<?xml version=\"1.0\"?>\n<trace-query-result>\n" + nodes + "</trace-query-result>\n";
}

std::string table(const std::string& schema, std::initializer_list<std::string> columns, const std::string& rows) {
    std::string xml = "<node xpath='//x'><schema name=\"" + schema + "\">";
    for (const auto& column : columns)
        xml += "<col><mnemonic>" + column + "</mnemonic><name>x</name></col>";
    return xml + "</schema>" + rows + "</node>\n";
}

std::string thread(const std::string& fmt, int pid) {
    const auto id = std::to_string(pid);
    return "<thread fmt=\"" + fmt + "\"><tid>1</tid><process fmt=\"p" + id + " (" + id + ")\"><pid>" + id +
           "</pid></process></thread>";
}

/// One column each for the thread, the weight and the stack.
std::string samples(const std::string& rows) {
    return document(table("time-profile", {"thread", "weight", "stack"}, rows));
}

std::string sample(const std::string& weight, const std::string& stack, int pid = 7) {
    return "<row>" + thread("main  0x1 (p, pid: 7)", pid) + weight + stack + "</row>";
}

const std::string millisecond = "<weight>1000000</weight>";

/// "leaf;caller" of a stack.
std::string names(const Profile& profile, const Stack& stack) {
    std::string result;
    for (const auto frame : stack.frames)
        result += (result.empty() ? "" : ";") + profile.frames[frame].name;
    return result;
}

std::string only_stack(const std::string& xml) {
    const auto table = read(xml).value;
    REQUIRE(table.profile->stacks.size() == 1);
    return names(*table.profile, table.profile->stacks.front());
}

bool warned(const std::vector<std::string>& warnings, const std::string& of) {
    return std::ranges::any_of(warnings, [&](auto& warning) { return warning.find(of) != std::string::npos; });
}

} // namespace

TEST_CASE("A time profile: weights summed, references followed, the largest process", "[xctrace]") {
    const auto [table, warnings] = read(fixture("time_profile.xml"));
    CHECK(table.schemas == std::vector<std::string>{"time-profile"});
    REQUIRE(table.profile.has_value());
    const auto& profile = *table.profile;
    CHECK(profile.tool == "xctrace");
    CHECK(profile.event == "time");
    CHECK(profile.unit == Unit::seconds);
    CHECK(profile.samples == 4);
    CHECK(profile.weight == Approx(0.006));
    REQUIRE(profile.stacks.size() == 3);
    CHECK(names(profile, profile.stacks[0]) == "std::vector::push_back;main;start");
    CHECK(profile.stacks[0].samples == 2);
    CHECK(profile.stacks[0].weight == Approx(0.002));
    CHECK(profile.stacks[0].thread == "Main Thread");
    CHECK(names(profile, profile.stacks[1]) == "0x10e403d74;main;start");
    CHECK(profile.stacks[1].weight == Approx(0.003));
    CHECK(profile.stacks[2].frames.empty());
    CHECK(profile.stacks[2].thread == "worker");
    REQUIRE(profile.frames.size() == 4);
    const auto& main = profile.frames[profile.stacks[0].frames[1]];
    CHECK(main.raw_name == "main");
    CHECK(main.module == "/home/user/project/shop");
    CHECK(main.file == "/home/user/project/shop.cpp");
    CHECK(main.line == 30);
    CHECK(profile.frames[profile.stacks[1].frames[0]].raw_name.empty());
    CHECK(warnings == std::vector<std::string>{"1 samples of other processes left out: kernel (0)"});
}

TEST_CASE("An export may come in pieces of any size", "[xctrace]") {
    const auto text = fixture("time_profile.xml");
    XctraceReader reader;
    for (std::size_t at = 0; at < text.size(); at += 7)
        reader.feed(std::string_view(text).substr(at, 7));
    const auto table = reader.finish();
    REQUIRE(table.has_value());
    CHECK(table->value.profile->stacks == read(text).value.profile->stacks);
}

TEST_CASE("The process may be asked for", "[xctrace]") {
    const auto rows = sample(millisecond, "<sentinel/>", 7) + sample("<weight>2000000</weight>", "<sentinel/>", 8) +
                      sample("<weight>9000000</weight>", "<sentinel/>", 0);
    const auto asked = read(samples(rows), 7);
    CHECK(asked.value.profile->weight == Approx(0.001));
    CHECK(asked.warnings == std::vector<std::string>{"2 samples of other processes left out: p0 (0), p8 (8)"});
    CHECK(read(samples(rows)).value.profile->weight == Approx(0.002));
    const auto absent = read(samples(rows), 9);
    CHECK(absent.value.profile->samples == 0);
    CHECK(warned(absent.warnings, "no samples of process 9"));
    CHECK(read(samples(sample(millisecond, "<sentinel/>", 0))).value.profile->samples == 1);
}

TEST_CASE("The four shapes of a stack", "[xctrace]") {
    const std::string frames = "<frame name=\"f\" addr=\"0x1\"/><frame name=\"g\" addr=\"0x2\"/>";
    CHECK(only_stack(samples(sample(millisecond, "<backtrace>" + frames + "</backtrace>"))) == "f;g");
    CHECK(only_stack(samples(sample(millisecond, "<tagged-backtrace fmt='f \u2190 (1 other frames)'><backtrace>" +
                                                     frames + "</backtrace><uint64>0</uint64></tagged-backtrace>"))) ==
          "f;g");
    CHECK(only_stack(samples(sample(millisecond, "<tagged-backtrace>" + frames + "</tagged-backtrace>"))) == "f;g");
    const std::string fragments = "<process/><text-addresses id='20'>4096 8192</text-addresses><process/>"
                                  "<text-addresses>12288 0</text-addresses></backtrace>";
    CHECK(only_stack(samples(sample(millisecond, "<backtrace fmt='0x1000 \u2190 (3 other frames)'>" + fragments))) ==
          "0x1000;0x2000;0x3000");
    const auto named = samples(sample(millisecond, "<backtrace fmt='read \u2190 (3 other frames)'>" + fragments));
    CHECK(only_stack(named) == "read;0x2000;0x3000");
    CHECK(warned(read(named).warnings, "1 of 1 distinct stacks are addresses"));
}

TEST_CASE("Ids hold for the whole document and at any depth", "[xctrace]") {
    const auto first = sample("<weight id='1'>1000000</weight>",
                              "<tagged-backtrace id='2'><backtrace id='3'><frame id='4' name='f'><binary id='5' "
                              "path='/bin/a'/></frame></backtrace></tagged-backtrace>");
    const auto again = [&](const std::string& stack) {
        const auto table = read(samples(first + sample("<weight ref='1'/>", stack)));
        CHECK(table.warnings.empty());
        return table.value.profile->stacks;
    };
    for (const std::string stack :
         {"<tagged-backtrace ref='2'/>", "<backtrace ref='3'/>", "<backtrace><frame ref='4'/></backtrace>",
          "<backtrace><frame name='f' addr='0x9'><binary ref='5'/></frame></backtrace>"}) {
        CAPTURE(stack);
        const auto stacks = again(stack);
        REQUIRE(stacks.size() == 1);
        CHECK(stacks.front().samples == 2);
    }
}

TEST_CASE("References to nothing are counted, and only their row is lost", "[xctrace]") {
    const auto good = sample(millisecond, "<backtrace><frame name='f'/></backtrace>");
    const auto [table, warnings] =
        read(samples(good + sample("<weight ref='99'/>", "<sentinel/>") + "<row><thread ref='98'/>" + millisecond +
                     "<sentinel/></row>" + sample(millisecond, "<backtrace><frame ref='97'/></backtrace>")));
    CHECK(table.profile->samples == 2);
    CHECK(names(*table.profile, table.profile->stacks.back()) == "[unknown]");
    CHECK(warned(warnings, "3 references"));
    CHECK(warned(warnings, "2 rows"));
}

TEST_CASE("Columns are bound by the schema's places", "[xctrace]") {
    const auto row = "<row><sentinel/><tagged-backtrace><frame name='f'/></tagged-backtrace>"
                     "<pmc-event>500</pmc-event>" +
                     thread("main (0x1) (p, pid: 7)", 7) + "</row>";
    const auto [table, warnings] =
        read(document(::table("counters-profile", {"time", "stack", "weight", "thread"}, row + "<row/>")));
    CHECK(table.profile->event == "pmc-events");
    CHECK(table.profile->unit == Unit::count);
    CHECK(table.profile->weight == 500);
    CHECK(table.profile->stacks.front().thread == "main");
    CHECK(warned(warnings, "1 rows"));
}

TEST_CASE("A CPU profile counts cycles, and keeps to one unit", "[xctrace]") {
    const auto [table, warnings] =
        read(samples(sample("<cycle-weight>34860</cycle-weight>", "<sentinel/>") +
                     sample("<cycle-weight>140</cycle-weight>", "<sentinel/>") + sample(millisecond, "<sentinel/>") +
                     sample("<cycle-weight>x</cycle-weight>", "<sentinel/>")));
    CHECK(table.profile->event == "cycles");
    CHECK(table.profile->weight == 35000);
    CHECK(table.profile->samples == 2);
    CHECK(warned(warnings, "1 samples weighed in another unit"));
    CHECK(warned(warnings, "1 rows that do not fit"));
}

TEST_CASE("Samples of blocked threads cost no time", "[xctrace]") {
    const auto row = [](const std::string& state) {
        return "<row>" + thread("t  0x1 (p, pid: 7)", 7) + "<thread-state>" + state + "</thread-state>" + millisecond +
               "<sentinel/></row>";
    };
    const auto [table, warnings] = read(document(
        ::table("time-profile", {"thread", "thread-state", "weight", "stack"}, row("Running") + row("Blocked"))));
    CHECK(table.profile->samples == 1);
    CHECK(warned(warnings, "1 samples of blocked threads"));
}

TEST_CASE("Names that Xcode left half mangled", "[xctrace]") {
    const auto name_of = [](const std::string& raw) {
        return only_stack(samples(sample(millisecond, "<backtrace><frame name=\"" + raw + "\"/></backtrace>")));
    };
    CHECK(name_of("_$LT$core..ops..Range$LT$T$GT$$u20$as$u20$core..iter..Step$GT$::next::h89148bc07d25b3ae") ==
          "<core::ops::Range as core::iter::Step>::next");
    CHECK(name_of("shop::main::ha39313449ba5fac4") == "shop::main");
    CHECK(name_of("std::rt::lang_start::_$u7b$$u7b$closure$u7d$$u7d$::h71425ebf417dd1d1") ==
          "std::rt::lang_start::{{closure}}");
    CHECK(name_of("_RNvCs1234_4shop4main") == "shop::main");
    CHECK(name_of("-[View draw:]") == "-[View draw:]");
    CHECK(name_of("geometry::h") == "geometry::h");
}

TEST_CASE("Kernel frames are told by their binary", "[xctrace]") {
    const auto table = read(samples(
        sample(millisecond,
               "<backtrace><frame name='f'><binary path='/System/Library/Kernels/kernel'/></frame></backtrace>")));
    const auto frame = table.value.profile->frames.at(0);
    CHECK(frame.kernel);
    CHECK(frame.module == "[kernel]");
}

TEST_CASE("Names of threads, in every spelling of Xcode", "[xctrace]") {
    const auto name_of = [](const std::string& fmt) {
        return read(samples("<row>" + thread(fmt, 7) + millisecond + "<sentinel/></row>"))
            .value.profile->stacks.at(0)
            .thread;
    };
    CHECK(name_of("Main Thread  0xd43ff (a.out, pid: 1512)") == "Main Thread");
    CHECK(name_of("Main Thread (0x13e7de5) (a.out, pid: 35576)") == "Main Thread");
    CHECK(name_of("pool (2) (0x13e7de5) (a (b).out, pid: 35576)") == "pool (2)");
    CHECK(name_of("0xd43ff (a.out, pid: 1512)") == "0xd43ff");
}

TEST_CASE("Hangs", "[xctrace]") {
    const auto row = [](const std::string& duration, int pid) {
        return "<row><start-time>4933931583</start-time><duration>" + duration +
               "</duration><hang-type>Microhang</hang-type>" + thread("Main Thread (0x1) (p, pid: 7)", pid) +
               "<sentinel/></row>";
    };
    const auto hangs = [&](const std::string& rows) {
        return read(
            document(::table("potential-hangs", {"start", "duration", "hang-type", "thread", "process"}, rows)));
    };
    const auto [table, warnings] = hangs(row("250000000", 7) + row("x", 7) + row("1000", 8));
    CHECK(!table.profile);
    REQUIRE(table.hangs.has_value());
    REQUIRE(table.hangs->size() == 1);
    CHECK(table.hangs->front().start == Approx(4.933931583));
    CHECK(table.hangs->front().duration == Approx(0.25));
    CHECK(table.hangs->front().kind == "Microhang");
    CHECK(table.hangs->front().thread == "Main Thread");
    CHECK(warned(warnings, "1 hangs of other processes"));
    CHECK(warned(warnings, "1 rows"));
    CHECK(hangs("").value.hangs->empty());
}

TEST_CASE("Several tables in one document", "[xctrace]") {
    const auto rows = sample(millisecond, "<backtrace id='1'><frame name='f'/></backtrace>");
    const auto [table, warnings] = read(
        document(::table("time-profile", {"thread", "weight", "stack"}, rows) +
                 ::table("tick", {"time"}, "<row><sample-time>1</sample-time></row>") +
                 ::table("time-profile", {"stack", "thread", "weight"},
                         "<row><backtrace ref='1'/>" + thread("main  0x2 (p, pid: 7)", 7) + millisecond + "</row>")));
    CHECK(table.schemas == std::vector<std::string>{"time-profile", "tick", "time-profile"});
    CHECK(table.profile->samples == 2);
    CHECK(table.profile->stacks.size() == 1);
    CHECK(warnings == std::vector<std::string>{"table tick passed over"});
}

TEST_CASE("Details of the track Leaks", "[xctrace]") {
    const auto [table, warnings] = read(fixture("leaks.xml"));
    REQUIRE(table.leaks.has_value());
    const auto& leaks = *table.leaks;
    CHECK(leaks.tool == "xctrace");
    CHECK(leaks.count == 5);
    CHECK(leaks.bytes == 640);
    REQUIRE(leaks.sites.size() == 3);
    CHECK(leaks.sites[0].bytes == 480);
    CHECK(leaks.sites[0].function == "[unknown]");
    CHECK(leaks.sites[1].bytes == 96);
    CHECK(leaks.sites[1].count == 2);
    CHECK(leaks.sites[1].function == "Cart::add");
    CHECK(leaks.sites[1].stack.front().module == "shop");
    CHECK(leaks.sites[2].count == 2);
    CHECK(warnings.size() == 1);
    CHECK(warned(warnings, "1 rows of leaks without the function"));
}

TEST_CASE("Details of the track Allocations", "[xctrace]") {
    const auto [table, warnings] = read(fixture("allocations.xml"));
    REQUIRE(table.allocations.has_value());
    const auto& allocations = *table.allocations;
    CHECK(!table.leaks);
    CHECK(allocations.tool == "xctrace");
    CHECK(allocations.calls == 4);
    CHECK(allocations.bytes == 240);
    REQUIRE(allocations.functions.size() == 2);
    const auto& first = allocations.functions.front();
    CHECK(first.calls == 3);
    CHECK(first.bytes == 192);
    REQUIRE(first.stack.size() == 2);
    CHECK(first.stack[0].function == "Cart::grow");
    CHECK(first.stack[0].module == "/home/user/project/shop");
    CHECK(allocations.functions.back().stack.front().module == "CoreFoundation");
    CHECK(warned(warnings, "1 regions"));
    CHECK(warned(warnings, "1 rows of leaks or allocations without a size"));
}

TEST_CASE("Details that are neither leaks nor allocations, with names that are not XML", "[xctrace]") {
    const auto [table, warnings] = read(document("<node><row path=\"shop\" resident-%=\"100.00\"/></node>"));
    CHECK(!table.leaks);
    CHECK(!table.allocations);
    CHECK(warned(warnings, "1 rows of details other"));
}

TEST_CASE("A file of tables that tell nothing of a measurement is refused, with what to export instead", "[xctrace]") {
    const auto read_file = find_format("xctrace")->read;
    const auto raw = read_file("<trace-query-result><node><schema name=\"fs-syscall\"><col><mnemonic>time</mnemonic>"
                               "<name>t</name><engineering-type>sample-time</engineering-type></col></schema>"
                               "<row><sample-time id=\"1\">5</sample-time></row></node></trace-query-result>");
    REQUIRE_FALSE(raw.has_value());
    CHECK(raw.error().found == "a table of fs-syscall");
    CHECK_THAT(raw.error().expected, ContainsSubstring("time-profile"));
    const auto regions =
        read_file("<trace-query-result><node><row path=\"a\" type=\"__TEXT\"/></node></trace-query-result>");
    CHECK_FALSE(regions.has_value());
}

TEST_CASE("An export without a table is told", "[xctrace]") {
    CHECK(warned(read(document("")).warnings, "no table"));
    const auto empty = read(samples(""));
    CHECK(empty.value.profile->samples == 0);
    CHECK(empty.warnings.empty());
}

TEST_CASE("A reference that repeats stacks inside of stacks stays small", "[xctrace]") {
    std::string stacks = "<backtrace id='0'><frame name='f'/><frame name='g'/></backtrace>";
    for (int i = 1; i < 40; ++i) {
        const auto inner = "<backtrace ref='" + std::to_string(i - 1) + "'/>";
        stacks += "<backtrace id='" + std::to_string(i) + "'>" + inner + inner + "</backtrace>";
    }
    const auto [table, warnings] = read(
        document("<x>" + stacks + "</x>" +
                 ::table("time-profile", {"thread", "weight", "stack"}, sample(millisecond, "<backtrace ref='39'/>"))));
    CHECK(table.profile->stacks.front().frames.size() == 16384);
    CHECK(warned(warnings, "stacks cut"));
}

TEST_CASE("What is no export is refused, and says what is", "[xctrace]") {
    const auto text = fixture("time_profile.xml");
    for (const auto& broken :
         {std::string(), std::string("Export failed: Document Missing Template Error"), std::string("<trace-toc/>"),
          text.substr(0, text.size() / 2), text.substr(0, text.size() - 25), "<!DOCTYPE x>" + text, text + text}) {
        CAPTURE(broken.substr(0, 60));
        const auto table = read_xctrace(broken);
        REQUIRE(!table.has_value());
        CHECK(!table.error().found.empty());
        CHECK(!table.error().expected.empty());
    }
    CHECK(read_xctrace("Export failed: no file").error().found == "Export failed: no file");
}

TEST_CASE("The table of contents of a trace", "[xctrace]") {
    const auto toc = read_xctrace_toc(fixture("toc.xml"));
    INFO((toc ? "" : to_string(toc.error())));
    REQUIRE(toc.has_value());
    CHECK(toc->warnings == std::vector<std::string>{"run 2 tells no target process"});
    REQUIRE(toc->value.runs.size() == 2);
    const auto& run = toc->value.runs.front();
    CHECK(run.number == 1);
    CHECK(run.process == "shop");
    CHECK(run.pid == 217);
    CHECK(run.exit_status == -1);
    CHECK(run.termination_reason == "signal(9)");
    CHECK(run.end_reason == "Target app exited");
    CHECK(run.duration == Approx(0.733493));
    CHECK(run.template_name == "Time Profiler");
    CHECK(run.instruments_version == "14.3.1 (14E300c)");
    CHECK(run.schemas == std::vector<std::string>{"kdebug", "time-profile", "potential-hangs"});
    CHECK(!toc->value.runs.back().pid);
    CHECK(!toc->value.runs.back().exit_status);
}

TEST_CASE("A table of contents that is none is refused; a bad figure is told", "[xctrace]") {
    const auto text = fixture("toc.xml");
    for (const auto& broken : {std::string(), std::string("xctrace: error"), std::string("<trace-query-result/>"),
                               text.substr(0, text.size() / 2)})
        CHECK(!read_xctrace_toc(broken).has_value());
    const auto toc = read_xctrace_toc("<trace-toc><run number='x'><info><target><process name='a' pid='-3'/></target>"
                                      "<summary><duration>long</duration></summary></info></run></trace-toc>");
    REQUIRE(toc.has_value());
    CHECK(toc->warnings.size() == 3);
    CHECK(toc->value.runs.front().number == 1);
}

TEST_CASE("Raw samples are addresses, one sample a row, the program counter first", "[xctrace]") {
    const auto row = [](const std::string& state, const std::string& addresses, const std::string& counter) {
        return "<row>" + thread("main  0x1 (p, pid: 7)", 7) + "<thread-state>" + state +
               "</thread-state><sentinel/><kperf-bt fmt=\"PC:0x10, 2 frames\"><text-addresses>" + addresses +
               "</text-addresses><text-address>" + counter + "</text-address></kperf-bt></row>";
    };
    const auto result =
        read(document(table("time-sample", {"thread", "thread-state", "cp-kernel-callstack", "cp-user-callstack"},
                            row("Running", "16 32", "16") + row("Running", "16 32", "16") +
                                row("Running", "32 48", "16") + row("Blocked", "64 80", "64"))));
    REQUIRE(result.value.profile.has_value());
    const auto& profile = *result.value.profile;
    CHECK(profile.event == "samples");
    CHECK(profile.samples == 3);
    CHECK(profile.weight == 3);
    REQUIRE(profile.stacks.size() == 2);
    CHECK(names(profile, profile.stacks[0]) == "0x10;0x20");
    CHECK(profile.stacks[0].samples == 2);
    CHECK(names(profile, profile.stacks[1]) == "0x10;0x20;0x30");
}

#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/exchange/async_profiler.hpp"
#include "perfeng/tools/stacks/flamegraph_svg.hpp"

#include <map>
#include <string>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

Read<Contents> read(const std::string& text) {
    auto result = read_async_profiler(text);
    INFO((result ? "" : to_string(result.error())));
    REQUIRE(result.has_value());
    return std::move(*result);
}

std::string fixture(const std::string& name) {
    return process::read_file(std::string(PERFENG_FIXTURES "/async_profiler/") + name);
}

using Weights = std::map<std::string, double>;

Weights weights(const Profile& profile) {
    Weights result;
    for (const auto& stack : profile.stacks) {
        std::string key;
        for (const auto id : stack.frames) {
            const auto& frame = profile.frames.at(id);
            key = frame.name + (frame.kernel ? "[k]" : "") + (frame.inlined ? "[i]" : "") + (key.empty() ? "" : ";") +
                  key;
        }
        result[(stack.thread.empty() ? "" : stack.thread + ":") + key] += stack.weight;
    }
    return result;
}

/// A page before 3.0.
std::string old_page(const std::string& drawing, const std::string& calls, const std::string& settings = "") {
    return "<!DOCTYPE html>\n<html lang='en'>\n<h1>CPU profile</h1>\n<script>\n" + settings + "\tfunction f(" +
           drawing + ") {\n\t}\n\n" + calls + "\nsearch();\n</script></body></html>\n";
}

/// A page since 3.0 with the names all, a, ab, abc.
std::string page(const std::string& calls, const std::string& settings = "", const std::string& title = "CPU profile") {
    return "<!DOCTYPE html>\n<h1>" + title + "</h1>\n<script>\n" + settings +
           "\tfunction f(key, level, left, width, inln, c1, int) {\n\t}\nconst cpool = [\n'all',\n' "
           "a',\n'!b',\n'\"c'\n];\n"
           "unpack(cpool);\n\n" +
           calls + "\nsearch();\n</script></body></html>\n";
}

} // namespace

TEST_CASE("a page of async-profiler holds the stacks it was drawn from", "[async-profiler]") {
    const auto [contents, warnings] = read(fixture("jfrconv.html"));
    CHECK(weights(*contents.profile) ==
          Weights{{"main tid=7:java/lang/Thread.run;com/acme/Work.run;com/acme/Work.hash[i]", 40},
                  {"main tid=7:java/lang/Thread.run;com/acme/Work.run", 12},
                  {"main tid=7:java/lang/Thread.run;com/acme/Work.run;std::vector::push_back", 8},
                  {"GC tid=8:start_thread;GCTaskThread::run;do_syscall_64[k]", 5},
                  {"main tid=7:java/lang/Thread.run;com/acme/Work.it's\\odd", 3}});
    CHECK(contents.profile->samples == 68);
    CHECK(contents.profile->unit == Unit::count);
    CHECK(contents.profile->tool == "async-profiler");
    CHECK_FALSE(contents.base_profile);
    CHECK(warnings.empty());
}

TEST_CASE("a differential page tells what was before", "[async-profiler]") {
    const auto [contents, warnings] = read(fixture("jfrconv_diff.html"));
    REQUIRE(contents.base_profile.has_value());
    CHECK(weights(*contents.base_profile) ==
          Weights{{"main tid=7:java/lang/Thread.run;com/acme/Work.run;com/acme/Work.hash[i]", 90},
                  {"main tid=7:java/lang/Thread.run;com/acme/Work.run", 10}});
    CHECK(contents.profile->weight == 68);
    CHECK_THAT(warnings.at(0), ContainsSubstring("differential"));
}

TEST_CASE("pages before 3.0 give each frame its title", "[async-profiler]") {
    const std::string calls = "f(0,0,10,3,'all')\nf(1,0,7,0,'main')\nf(2,2,5,2,'it\\'s')\nf(1,7,3,1,'b')\n";
    const auto old = read(old_page("level, left, width, type, title", calls));
    CHECK(weights(*old.value.profile) == Weights{{"main", 2}, {"main;it's[k]", 5}, {"b[i]", 3}});
    CHECK(old.value.profile->event == "cpu");
    const auto later = read(old_page("level, left, width, type, title, inln, c1, int",
                                     "f(0,0,10,3,'all')\nf(1,0,7,5,'main',1,0,0)\nf(2,2,5,2,'b')\n"));
    CHECK(weights(*later.value.profile) == Weights{{"", 3}, {"main[k]", 2}, {"main[k];b[i]", 5}});
}

TEST_CASE("a reversed page is read leaf first, an inverted one refused", "[async-profiler]") {
    const std::string calls = "f(0,0,10,3,'all')\nf(1,0,10,0,'leaf')\nf(2,0,10,0,'main')\n";
    const auto reversed = old_page("level, left, width, type, title", calls, "\tvar reverse = true;\n");
    CHECK(weights(*read(reversed).value.profile) == Weights{{"main;leaf", 10}});
    const auto inverted = read_async_profiler(page("n(3,5)\nu(11)\n", "\tlet inverted = true;\n"));
    REQUIRE_FALSE(inverted);
    CHECK_THAT(inverted.error().expected, ContainsSubstring("-o collapsed"));
}

TEST_CASE("calls without a level or a width take those of the frame before", "[async-profiler]") {
    const auto profile = *read(page("n(3,9)\nu(11,6)\nu(19)\nu(27,2)\nf(27,1,6,3)\n")).value.profile;
    CHECK(weights(profile) == Weights{{"a;ab", 4}, {"a;ab;abc", 2}, {"abc", 3}});
    CHECK(weights(*read(page("n(3,9)\nu(11,6)\nn(19,3)\n")).value.profile) == Weights{{"a", 6}, {"ab", 3}});
}

TEST_CASE("units of a page of async-profiler", "[async-profiler]") {
    const auto time = *read(page("n(3,5)\nu(11)\n", "\tconst units = 'ns';\n", "Lock profile")).value.profile;
    CHECK(time.unit == Unit::seconds);
    CHECK(time.weight == Approx(5e-9));
    CHECK(time.event == "lock");
    const auto bytes = *read(page("n(3,5)\nu(13)\n", "\tconst units = 'bytes';\n", "Flame Graph")).value.profile;
    CHECK(bytes.unit == Unit::bytes);
    CHECK(bytes.event == "bytes");
    CHECK_FALSE(bytes.frames.at(0).kernel); // a class
}

TEST_CASE("what is broken in a page of async-profiler is refused", "[async-profiler]") {
    for (const auto* calls : {"", "n(3,0)\n", "n(3,5)\nu(99)\n", "n(3,5)\nf(11,3,0,1)\n", "n(3,5)\nu(11,6)\n",
                              "n(3,5)\nu()\n", "n(3,5)\nn(3,5)\n", "n(3,5)\nu(11,99999999999999999999)\n", "u(\n",
                              "f(1\n", "d=x\n", "n(3,5)\nu(11)\nd=\n"}) {
        INFO(calls);
        CHECK_FALSE(read_async_profiler(page(calls)));
    }
    const auto whole = fixture("jfrconv.html");
    CHECK_FALSE(read_async_profiler(whole.substr(0, whole.find("search("))));
    CHECK_FALSE(read_async_profiler(old_page("level, left, width, type, title", "f(0,0,10,3,'all)\n")));
    const auto wrong = read_async_profiler(page("n(3,5)\nu(99)\n"));
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().found == "u(99)");
}

TEST_CASE("a page of async-profiler is no drawn flame graph", "[async-profiler]") {
    for (const auto* name : {"jfrconv.html", "jfrconv_diff.html"}) {
        const auto whole = fixture(name);
        CHECK(recognise_async_profiler({whole, true}) == Recognition::yes);
        CHECK(recognise_async_profiler({whole.substr(0, 300), false}) == Recognition::need_more);
        CHECK(recognise_flamegraph_svg({whole, true}) == Recognition::no);
    }
    CHECK(recognise_flamegraph_svg({"<!DOCTYPE html><svg width=\"1200\" height=\"300\"></svg>", true}) ==
          Recognition::yes);
    CHECK(recognise_async_profiler({"<!DOCTYPE html><p>async-profiler</p>", true}) == Recognition::no);
}

#include "sandbox.hpp"

#include "perfeng/process/program.hpp"

#include <cstdlib>

using namespace perfeng;
namespace fs = std::filesystem;

namespace {

/// A PATH that begins with `bin`, where stand-ins for tools stand.
struct Tooled : Sandbox {
    Tooled() { env["PATH"] = (path() / "bin").string() + ":" + std::getenv("PATH"); }

    void only_stand_ins() { env["PATH"] = (path() / "bin").string(); }
    void everything_but(const std::string& tool) {
        fs::create_directory(path() / "bin");
        for (const auto* const directory : {"/bin", "/usr/bin"})
            for (const auto& entry : fs::directory_iterator(directory))
                if (entry.path().filename() != tool && !fs::is_symlink(path() / "bin" / entry.path().filename()))
                    fs::create_symlink(entry.path(), path() / "bin" / entry.path().filename());
        only_stand_ins();
    }

    [[nodiscard]] Json measure(const Words& workload) const {
        Words words{"baseline", "--trials", "2", "--leak-checker", "memcheck", "--json", "--"};
        words.insert(words.end(), workload.begin(), workload.end());
        const auto told = perfeng(words);
        INFO(told.err);
        CHECK(told.status == 0);
        CHECK(list().size() == 1);
        return told.json();
    }
};

std::string why(const Json& document, const std::string& what) {
    const auto entry = entry_of(document.at("not_measured"), "what", what);
    return entry.is_null() ? "measured" : entry.at("why").get<std::string>();
}

std::string how(const Json& document, const std::string& what) {
    const auto entry = entry_of(document.at("not_measured"), "what", what);
    return entry.is_null() ? "measured" : entry.at("how").get<std::string>();
}

void check_rest_is_measured(const Json& document) {
    CHECK(entry_of(document.at("metrics"), "name", "wall_time").at("n") == 2);
    CHECK(entry_of(document.at("metrics"), "name", "text_size").at("median") > 0);
    CHECK(document.at("complete") == true);
}

} // namespace

TEST_CASE("without tools the rest is measured, and each missing one is named with how to install it") {
    Tooled sandbox;
    sandbox.only_stand_ins();
    const auto document = sandbox.measure({program("burn"), "1"});
    check_rest_is_measured(document);
    CHECK_THAT(why(document, "CPU profile"), ContainsSubstring("perf"));
    CHECK_THAT(how(document, "CPU profile"), ContainsSubstring("install"));
    CHECK(why(document, "allocations") == "heaptrack is not installed");
    CHECK_THAT(how(document, "allocations"), ContainsSubstring("sudo apt install heaptrack"));
    CHECK(why(document, "leaks") == "valgrind is not installed");
    CHECK_THAT(how(document, "leaks"), ContainsSubstring("sudo apt install valgrind"));
    const auto text = sandbox.perfeng({"report"}).out;
    CHECK_THAT(text, ContainsSubstring("heaptrack is not installed"));
    CHECK_THAT(text, ContainsSubstring("sudo apt install heaptrack"));
}

TEST_CASE("tools that fail cost their own figures only") {
    Tooled sandbox;
    for (const auto* const tool : {"perf", "valgrind", "heaptrack"})
        (void)sandbox.script(std::string("bin/") + tool, "echo 'it broke' >&2; exit 1\n");
    const auto document = sandbox.measure({program("burn"), "1"});
    check_rest_is_measured(document);
    for (const auto* const what : {"CPU profile", "allocations", "leaks"}) {
        INFO(what);
        CHECK(why(document, what) != "measured");
        CHECK_FALSE(how(document, what).empty());
    }
}

TEST_CASE("a tool whose output cannot be read is named with the reason") {
    Tooled sandbox;
    (void)sandbox.script("bin/valgrind", R"(case "$*" in --version) echo valgrind-3.19.0; exit;; esac
for word in "$@"; do case $word in --xml-file=*) echo '<rubbish' > "${word#--xml-file=}";; esac; done
)");
    (void)sandbox.script("bin/heaptrack", R"(case "$*" in *--version*) echo 'heaptrack 1.4.0'; exit;; esac
while [ $# -gt 1 ]; do case $1 in -o) echo rubbish > "$2.gz";; esac; shift; done
)");
    (void)sandbox.script("bin/perf", R"(case $1 in
--version) echo 'perf version 6.1.0';;
stat) echo '1000,,cycles,1,100.00,,' >&2;;
record) while [ $# -gt 1 ]; do case $1 in -o) echo rubbish > "$2";; esac; shift; done;;
script) echo 'this is no script of perf';;
esac
)");
    const auto document = sandbox.measure({program("burn"), "1"});
    check_rest_is_measured(document);
    CHECK_THAT(why(document, "leaks"), ContainsSubstring("memcheck's report"));
    CHECK(why(document, "allocations") != "measured");
    CHECK(why(document, "CPU profile") != "measured");
    CHECK(document.at("profile").is_null());
    CHECK(document.at("leaks").is_null());
    CHECK(document.at("allocations").is_null());
}

TEST_CASE("where perf is missing, callgrind counts instructions instead") {
    REQUIRE(fs::exists("/usr/bin/valgrind"));
    Tooled sandbox;
    sandbox.everything_but("perf");
    const auto document = sandbox.measure({program("four_shares"), "10"});
    const auto& profile = document.at("profile");
    REQUIRE(profile.is_object());
    CHECK(profile.at("tool") == "callgrind");
    const auto sixty = entry_of(profile.at("functions"), "name", "sixty");
    REQUIRE(sixty.is_object());
    CHECK(sixty.at("self_share").get<double>() == Approx(0.60).margin(0.06));
    CHECK(document.at("leaks").at("count") == 0);
}

TEST_CASE("with the real tools a baseline has everything") {
    for (const auto* const tool : {"perf", "valgrind", "heaptrack"})
        REQUIRE(process::find_program(tool));
    const Sandbox sandbox;
    const auto memory = sandbox.perfeng(
        {"baseline", "--passes", "alloc,leaks", "--trials", "2", "--json", "--", program("leak_three")});
    check_valid(memory.out, "measurement");
    const auto document = memory.json();
    CHECK(document.at("leaks").at("count") == 3);
    CHECK(document.at("leaks").at("bytes") == 4096);
    CHECK(entry_of(document.at("metrics"), "name", "leaked_bytes").at("median") == 4096);
    CHECK(document.at("allocations").at("calls") >= 3);
    const auto time = sandbox.perfeng(
        {"baseline", "--passes", "cpu", "--trials", "2", "--json", "--", program("four_shares"), "500"});
    check_valid(time.out, "measurement");
    const auto sixty = entry_of(time.json().at("profile").at("functions"), "name", "sixty");
    REQUIRE(sixty.is_object());
    CHECK(sixty.at("self_share").get<double>() == Approx(0.60).margin(0.15));
    CHECK_THAT(sandbox.perfeng({"bottleneck"}).out, ContainsSubstring("sixty") && ContainsSubstring("twenty_five"));
    CHECK(sandbox.perfeng({"flamegraph", "-o", "profile.svg"}).status == 0);
    CHECK_THAT(sandbox.read("profile.svg"), ContainsSubstring("<svg") && ContainsSubstring("sixty"));
}

#include "sandbox.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/tool.hpp"

using namespace perfeng;
namespace fs = std::filesystem;

namespace {

struct Clinic : Sandbox {
    /// A PATH with these programs alone.
    void only(const Words& programs) {
        fs::create_directory(path() / "bin");
        for (const auto& program : programs)
            fs::create_symlink(process::find_program(program).value(), path() / "bin" / program);
        env["PATH"] = (path() / "bin").string();
    }

    [[nodiscard]] Json diagnosis() const {
        const auto told = perfeng({"doctor", "--json"});
        INFO(told.err);
        CHECK(told.status == 0);
        check_valid(told.out, "doctor");
        return told.json();
    }
};

Json tool_of(const Json& diagnosis, const std::string& name) { return entry_of(diagnosis.at("tools"), "name", name); }

} // namespace

TEST_CASE("the tools of this machine are tried, and what is missing comes with how to get it", "[doctor]") {
    const Clinic clinic;
    const auto diagnosis = clinic.diagnosis();
    for (const auto* const name : {"time", "callgrind", "memcheck", "heaptrack", "lsan", "symbolizer"}) {
        INFO(name);
        CHECK(tool_of(diagnosis, name).at("state") == "works");
        CHECK(fs::exists(tool_of(diagnosis, name).at("path").get<std::string>()));
    }
    CHECK(tool_of(diagnosis, "perf").at("state") != "missing");
    for (const auto& tool : diagnosis.at("tools")) {
        INFO(tool.dump());
        CHECK((tool.at("state") == "works") == tool.at("why").get<std::string>().empty());
        CHECK((tool.at("state") == "works") == tool.at("how").get<std::string>().empty());
        CHECK_FALSE(tool.at("commands").empty());
        CHECK_FALSE(tool.at("slowdown").get<std::string>().empty());
        CHECK_FALSE(tool.at("leaves").get<std::string>().empty());
    }
    CHECK_FALSE(diagnosis.at("checks").empty());
}

TEST_CASE("a machine without tools", "[doctor]") {
    Clinic clinic;
    clinic.only({"sh"});
    const auto diagnosis = clinic.diagnosis();
    for (const auto* const name : {"perf", "callgrind", "memcheck", "heaptrack", "symbolizer", "flamegraph"}) {
        INFO(name);
        CHECK(tool_of(diagnosis, name).at("state") == "missing");
    }
    CHECK_THAT(tool_of(diagnosis, "memcheck").at("how").get<std::string>(), ContainsSubstring("apt install valgrind"));
    const auto text = clinic.perfeng({"doctor"});
    CHECK(text.status == 0);
    CHECK_THAT(text.out, ContainsSubstring("heaptrack is not installed") && ContainsSubstring("OF OTHER SYSTEMS") ||
                             ContainsSubstring("Of other systems"));
}

TEST_CASE("a tool that does not run is missing, and half of one works partly", "[doctor]") {
    Clinic clinic;
    clinic.only({"sh", "heaptrack", "bash", "dirname", "cat", "readlink", "grep", "sed", "basename"});
    (void)clinic.script("bin/valgrind", "exit 1\n");
    const auto diagnosis = clinic.diagnosis();
    CHECK(tool_of(diagnosis, "memcheck").at("state") == "missing");
    CHECK_THAT(tool_of(diagnosis, "memcheck").at("why").get<std::string>(), ContainsSubstring("does not run here"));
    CHECK(tool_of(diagnosis, "heaptrack").at("state") == "partly");
    CHECK_THAT(tool_of(diagnosis, "heaptrack").at("why").get<std::string>(), ContainsSubstring("zstd"));
}

TEST_CASE("of one tool all is told, and the exit status says whether it works", "[doctor]") {
    Clinic clinic;
    const auto memcheck = clinic.perfeng({"doctor", "memcheck"});
    CHECK(memcheck.status == 0);
    CHECK_THAT(memcheck.out, ContainsSubstring("--tool=memcheck") && ContainsSubstring("50 times"));
    CHECK_THAT(clinic.perfeng({"doctor", "memcheck", "--format", "markdown"}).out, ContainsSubstring("`memcheck`"));
    clinic.only({"sh"});
    CHECK(clinic.perfeng({"doctor", "memcheck"}).status == 2);
    const auto unknown = clinic.perfeng({"doctor", "memchek"});
    CHECK(unknown.status == 2);
    CHECK_THAT(unknown.err, ContainsSubstring("did you mean 'memcheck'?"));
}

TEST_CASE("on a Mac: Xcode, the Command Line Tools and System Integrity Protection", "[doctor]") {
    Clinic clinic;
    clinic.only({"sh", "sed", "cat", "dirname", "readlink"});
    for (const auto* const tool : {"xcrun", "leaks"})
        fs::create_symlink(fs::path(PERFENG_SOURCE) / "tests/stand_ins" / tool, clinic.path() / "bin" / tool);
    (void)clinic.script("bin/csrutil", "echo 'System Integrity Protection status: enabled.'\n");
    (void)clinic.script("bin/xcode-select", "[ \"$1\" = -p ] && echo $STAND_IN_XCODE && [ -n \"$STAND_IN_XCODE\" ]\n");

    clinic.env["STAND_IN_XCODE"] = "/Applications/Xcode.app/Contents/Developer";
    auto diagnosis = clinic.diagnosis();
    CHECK(tool_of(diagnosis, "xctrace").at("state") == "works");
    CHECK(tool_of(diagnosis, "xctrace").at("version") == "26.0 (17A324)");
    CHECK(tool_of(diagnosis, "leaks").at("state") == "works");
    CHECK(entry_of(diagnosis.at("checks"), "name", "developer tools").at("state") == "good");
    CHECK(entry_of(diagnosis.at("checks"), "name", "System Integrity Protection").at("state") == "limited");

    clinic.env["STAND_IN_XCODE"] = "/Library/Developer/CommandLineTools";
    clinic.env["STAND_IN_XCTRACE"] = "clt-only";
    diagnosis = clinic.diagnosis();
    CHECK(tool_of(diagnosis, "xctrace").at("state") == "missing");
    CHECK_THAT(tool_of(diagnosis, "xctrace").at("how").get<std::string>(), ContainsSubstring("xcode-select -s"));
    CHECK(entry_of(diagnosis.at("checks"), "name", "developer tools").at("state") == "limited");

    clinic.env["STAND_IN_XCODE"] = "";
    diagnosis = clinic.diagnosis();
    CHECK(entry_of(diagnosis.at("checks"), "name", "developer tools").at("how") == "xcode-select --install");
}

TEST_CASE("every tool and every format stands in docs/tools.md", "[doctor]") {
    const auto text = process::read_file(PERFENG_SOURCE "/docs/tools.md");
    for (const auto& tool : tools::all_tools()) {
        INFO(tool.name);
        CHECK(text.find("| `" + std::string(tool.name) + "`") != std::string::npos);
    }
    for (const auto& format : tools::formats()) {
        INFO(format.name);
        CHECK(text.find("`" + std::string(format.name) + "`") != std::string::npos);
    }
}

// cargo's flamegraph by the stand-in of tests/stand_ins.
#include "sandbox.hpp"

#include <filesystem>

using namespace perfeng;
namespace fs = std::filesystem;

namespace {

const std::string in_its_place = "CPU profile by flamegraph, perf is used instead";

struct WithFlamegraph : Sandbox {
    WithFlamegraph() {
        fs::create_directory(path() / "bin");
        fs::create_symlink(fs::path(PERFENG_SOURCE) / "tests/stand_ins/flamegraph", path() / "bin/flamegraph");
        env["PATH"] = (path() / "bin").string() + ":" + std::getenv("PATH");
        env["STAND_IN_LOG"] = (path() / "log").string();
    }

    [[nodiscard]] Json measure(const Words& options) const {
        Words words{"baseline", "--trials", "2", "--json", "--passes", "cpu", "--profiler", "flamegraph"};
        words.insert(words.end(), options.begin(), options.end());
        words.insert(words.end(), {"--", program("burn"), "1"});
        const auto told = perfeng(words);
        INFO(told.err);
        REQUIRE(told.status == 0);
        return told.json();
    }
};

Json missing(const Json& document, const std::string& what) {
    return entry_of(document.at("not_measured"), "what", what);
}

} // namespace

TEST_CASE("flamegraph records, and its picture is the profile", "[flamegraph]") {
    const WithFlamegraph sandbox;
    const auto document = sandbox.measure({});
    CHECK(document.at("profile").at("tool") == "flamegraph");
    CHECK(document.at("profile").at("samples") > 0);
    CHECK_FALSE(document.at("profile").at("functions").empty());
    CHECK(missing(document, in_its_place).is_null());
    CHECK(sandbox.read("log") == "frequency 997 root no\n");
    CHECK_FALSE(fs::exists(sandbox.path() / "perf.data"));
    const auto entry = entry_of(document.at("artifacts"), "kind", "flamegraph.svg");
    CHECK(entry.is_object());
}

TEST_CASE("flamegraph is root only where that is asked for", "[flamegraph]") {
    const WithFlamegraph sandbox;
    (void)sandbox.measure({"--root", "--frequency", "499"});
    CHECK(sandbox.read("log") == "frequency 499 root yes\n");
}

TEST_CASE("a perf.data of the user's own is not replaced", "[flamegraph]") {
    const WithFlamegraph sandbox;
    sandbox.write("perf.data", "precious");
    const auto document = sandbox.measure({});
    CHECK(document.at("profile").at("tool") == "perf");
    CHECK_THAT(missing(document, in_its_place).at("why").get<std::string>(), ContainsSubstring("perf.data"));
    CHECK(sandbox.read("perf.data") == "precious");
}

TEST_CASE("where there is no flamegraph, perf records", "[flamegraph]") {
    WithFlamegraph sandbox;
    sandbox.env["STAND_IN_FLAMEGRAPH"] = "other";
    const auto document = sandbox.measure({});
    CHECK(document.at("profile").at("tool") == "perf");
    CHECK(missing(document, in_its_place).at("how") == "cargo install flamegraph");
}

TEST_CASE("a flamegraph that fails costs the CPU profile alone", "[flamegraph]") {
    WithFlamegraph sandbox;
    sandbox.env["STAND_IN_FLAMEGRAPH"] = GENERATE("no-perf", "no-samples");
    const auto document = sandbox.measure({});
    CHECK(document.at("profile").is_null());
    CHECK_THAT(missing(document, "CPU profile").at("why").get<std::string>(),
               ContainsSubstring("perf is not installed") || ContainsSubstring("No stack counts"));
    CHECK(entry_of(document.at("metrics"), "name", "wall_time").at("n") == 2);
}

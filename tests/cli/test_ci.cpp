#include "repository.hpp"

#include <filesystem>

namespace perfeng {
namespace {

/// Prints a value of a YAML file: a path of keys and indexes. Needs python3-yaml.
const std::string yaml = "/usr/bin/python3 -c 'import functools, sys, yaml; print(functools.reduce(lambda node, key: "
                         "node[int(key) if isinstance(node, list) else key], sys.argv[2:], "
                         "yaml.safe_load(open(sys.argv[1]))))' ";

/// Prints the nth block of a language in a page of docs.
const std::string block =
    "/usr/bin/python3 -c 'import re, sys; print(re.findall(\"```\" + sys.argv[2] + \"\\n(.*?)```\", "
    "open(sys.argv[1]).read(), re.S)[int(sys.argv[3])])' ";

/// A repository with a perfeng.toml, on a branch that makes its only workload slower; perfeng is in PATH.
struct Pipeline : Repository {
    Pipeline() {
        box.write("perfeng.toml", "[check]\nbuild = \"" + build +
                                      "\"\n[[workloads]]\nname = \"mix\"\ncommand = \"./app\"\npasses = \"none\"\n"
                                      "thresholds = { cpu_time = \"5%\" }\n[pairs]\nlimit = 20\n");
        commit("app.c", program(40), "Configured");
        git("branch -M main");
        git("checkout -q -b slower");
        commit("app.c", program(60), "Mixes longer");
    }

    [[nodiscard]] Told bash(const std::string& script) const {
        const auto here = std::filesystem::path(PERFENG_BINARY).parent_path().string();
        box.write("step.sh", "export PATH=" + here + ":$PATH\nset -eo pipefail\n" + script);
        auto told = box.shell("bash step.sh");
        std::filesystem::remove(box / "step.sh");
        return told;
    }

    [[nodiscard]] std::string printed(const std::string& command) const {
        const auto told = box.shell(command);
        INFO(told.err);
        REQUIRE(told.status == 0);
        return told.out;
    }
};

} // namespace

TEST_CASE("the step of action.yml checks, annotates, and leaves its reports") {
    const Pipeline pipeline;
    const auto& box = pipeline.box;
    const auto step = pipeline.printed(yaml + PERFENG_SOURCE "/action.yml runs steps 2 run");
    const process::TemporaryDirectory runner;
    const auto summary = (runner.path() / "summary.md").string();
    const auto output = (runner.path() / "output").string();
    const auto told = pipeline.bash("export CI=true AGAINST=" + pipeline.hash("main") +
                                    " ARGUMENTS='--workload mix' GITHUB_STEP_SUMMARY=" + summary +
                                    " GITHUB_OUTPUT=" + output + "\n" + step);
    INFO(told.err);
    CHECK(told.status == 1);
    CHECK_THAT(told.out, ContainsSubstring("::error") && ContainsSubstring("mix"));
    CHECK_THAT(told.err, ContainsSubstring("measuring once more"));
    CHECK_THAT(process::read_file(summary), ContainsSubstring("REGRESSED"));
    CHECK(process::read_file(output) == "status=1\n");
    CHECK_THAT(box.read("perfeng-report/junit.xml"), ContainsSubstring("<failure"));
    check_valid(box.read("perfeng-report/check.json"), "check");
}

TEST_CASE("the action names what it uses") {
    const Sandbox box;
    const auto told = box.shell(yaml + PERFENG_SOURCE "/action.yml runs steps 0 run");
    for (const auto* const script : {"scripts/install", "CMakePresets.json"})
        CHECK(std::filesystem::exists(std::string(PERFENG_SOURCE "/") + script));
    CHECK_THAT(told.out, ContainsSubstring("--preset release"));
    CHECK(box.shell(yaml + PERFENG_SOURCE "/action.yml inputs against default").status == 0);
}

TEST_CASE("the set-ups of docs/ci.md work") {
    const Pipeline pipeline;
    const auto& box = pipeline.box;
    SECTION("a shell") {
        const auto told = pipeline.bash(pipeline.printed(block + PERFENG_SOURCE "/docs/ci.md sh 0"));
        INFO(told.err);
        CHECK(told.status == 1);
        CHECK_THAT(box.read("report.md"), ContainsSubstring("mix"));
        CHECK_THAT(box.read("junit.xml"), ContainsSubstring("<failure"));
    }
    SECTION("GitLab") {
        box.write("gitlab.yml", pipeline.printed(block + PERFENG_SOURCE "/docs/ci.md yaml 1"));
        const auto script = pipeline.printed(yaml + "gitlab.yml performance script 0");
        const auto report = pipeline.printed(yaml + "gitlab.yml performance artifacts reports codequality");
        std::filesystem::remove(box / "gitlab.yml");
        const auto told = pipeline.bash("export CI_MERGE_REQUEST_DIFF_BASE_SHA=main\n" + script);
        INFO(told.err);
        CHECK(told.status == 1);
        CHECK(Json::parse(box.read(report.substr(0, report.find('\n'))))[0]["severity"] != nullptr);
    }
    SECTION("GitHub") {
        box.write("github.yml", pipeline.printed(block + PERFENG_SOURCE "/docs/ci.md yaml 0"));
        CHECK_THAT(pipeline.printed(yaml + "github.yml jobs check steps 1 uses"), ContainsSubstring("/perfeng@"));
        CHECK_THAT(pipeline.printed(yaml + "github.yml jobs check steps 0 with fetch-depth"), ContainsSubstring("0"));
    }
}

} // namespace perfeng

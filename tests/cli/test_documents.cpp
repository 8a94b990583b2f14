#include "sandbox.hpp"

using namespace perfeng;

namespace {

struct Documents : Sandbox {
    Told baseline = perfeng({"baseline", "--passes", "size", "--trials", "2", "--name", "before", "--input-size", "7",
                             "--json", "--", program("burn"), "1"});
};

void check_keys(const Json& document, const Words& promised) {
    for (const auto& key : promised) {
        INFO(key);
        CHECK(document.contains(key));
    }
}

} // namespace

TEST_CASE_METHOD(Documents, "stdout holds the document only, and it is what the schema says") {
    const auto again = perfeng({"remeasure", "--pairs", "2", "--passes", "size", "--json"});
    const auto compared = perfeng({"compare", "--json"});
    for (const auto& told : {baseline, again}) {
        const auto document = told.json();
        check_valid(told.out, "measurement");
        CHECK(document.at("schema") == "perfeng.measurement");
        CHECK(document.at("schema_version") == 1);
        check_keys(document, {"id", "role", "name", "created", "workload", "environment", "executable", "metrics",
                              "profile", "allocations", "leaks", "findings", "artifacts", "not_measured"});
    }
    check_valid(compared.out, "comparison");
    CHECK(compared.json().at("schema") == "perfeng.comparison");
    check_keys(compared.json(), {"schema_version", "base", "candidate", "method", "metrics", "functions", "leaks",
                                 "output", "checks", "environment_differs", "gate"});
    CHECK_THAT(again.err, ContainsSubstring("perfeng: the program has not changed"));
}

TEST_CASE_METHOD(Documents, "what was printed, saved and read back is the same") {
    const auto document = baseline.json();
    CHECK(document.at("workload").at("input_size") == 7);
    const auto id = document.at("id").get<std::string>();
    for (const auto& reference :
         {std::string("latest"), std::string("baseline"), std::string("before"), id, id.substr(0, 13)})
        CHECK(perfeng({"report", reference, "--json"}).out == baseline.out);
    write("copy.json", baseline.out);
    CHECK(perfeng({"report", "copy.json", "--json"}).out == baseline.out);
    CHECK(list().at(0).at("id") == id);
}

TEST_CASE_METHOD(Documents, "--out takes the report, and stdout stays empty") {
    const auto told = perfeng({"report", "--format", "markdown", "--out", "report.md"});
    CHECK(told.status == 0);
    CHECK(told.out.empty());
    CHECK(read("report.md") == perfeng({"report", "--format", "markdown"}).out);
    CHECK_THAT(read("report.md"), Catch::Matchers::StartsWith("#"));
}

TEST_CASE_METHOD(Documents, "--quiet keeps stderr empty, --verbose says what is run") {
    const Words words{"remeasure", "--pairs", "1", "--passes", "none"};
    auto quiet = words;
    quiet.emplace_back("--quiet");
    CHECK(perfeng(quiet).err.empty());
    auto verbose = words;
    verbose.emplace_back("--verbose");
    CHECK_THAT(perfeng(verbose).err, ContainsSubstring(" debug run ") && ContainsSubstring("burn"));
}

TEST_CASE_METHOD(Documents, "text has colours only where they are asked for") {
    CHECK_THAT(perfeng({"report"}).out, !ContainsSubstring("\x1b["));
    CHECK_THAT(perfeng({"report", "--color", "always"}).out, ContainsSubstring("\x1b["));
    env["CLICOLOR_FORCE"] = "1";
    CHECK_THAT(perfeng({"report"}).out, ContainsSubstring("\x1b["));
    CHECK_THAT(perfeng({"report", "--color", "never"}).out, !ContainsSubstring("\x1b["));
}

#include "repository.hpp"

using namespace perfeng;

namespace {

/// The first function does `rounds` of 4,000 times 250.
std::string counted_program(int rounds) {
    return "#include <stdio.h>\n"
           "__attribute__((noinline)) unsigned mix(unsigned v) {\n    for (int i = 0; i < " +
           std::to_string(rounds) +
           "; i++) v = (v ^ (v >> 7)) * 2654435761u;\n    return v;\n}\n"
           "__attribute__((noinline)) unsigned fold(unsigned v) {\n"
           "    for (int i = 0; i < 250; i++) v = (v << 5) ^ (v >> 3) ^ 0x9e37;\n    return v;\n}\n"
           "int main(void) {\n    unsigned sum = 0;\n"
           "    for (unsigned i = 0; i < 4000; i++) sum |= mix(i) | fold(i);\n    printf(\"%u\\n\", sum > 7);\n}\n";
}

Words counted(Words words) {
    Words all{"compare",   "--json",       "--passes", "none",         "--pairs", "6",
              "--counter", "instructions", "--git",    "HEAD~1..HEAD", "--build", "cc -O1 -g -o app app.c"};
    all.insert(all.end(), words.begin(), words.end());
    all.insert(all.end(), {"--", "./app"});
    return all;
}

struct Counters {
    Counters(int before, int after, const std::string& remark = "") {
        repository.commit("app.c", counted_program(before), "Before");
        repository.commit("app.c", counted_program(after) + remark, "After");
    }
    Repository repository;
};

} // namespace

TEST_CASE("counted instructions resolve a thousandth, and name the function that it is due to") {
    const Counters counters(250, 251);
    const auto told = counters.repository.box.perfeng(counted({"--threshold", "instructions=0.1%"}));
    INFO(told.err);
    CHECK(told.status == 1);
    const auto json = told.json();
    const auto instructions = entry_of(json["metrics"], "name", "instructions");
    CHECK(instructions["verdict"] == "regressed");
    CHECK(instructions["gated"] == true);
    CHECK(instructions["change"].get<double>() > 0.001);
    CHECK(instructions["change"].get<double>() < 0.004);
    CHECK(entry_of(json["metrics"], "name", "cpu_time")["gated"] == false);
    CHECK(entry_of(json["metrics"], "name", "wall_time")["gated"] == false);
    CHECK(json["ledger"]["unit"] == "count");
    CHECK(entry_of(json["functions"], "name", "mix")["significant"] == true);
    for (const auto& function : json["functions"])
        CHECK((function["name"] == "mix") == function["significant"].get<bool>());
    const auto& ledger = json["ledger"];
    CHECK(ledger["functions"].get<double>() + ledger["moved"].get<double>() + ledger["within_noise"].get<double>() +
              ledger["unattributed"].get<double>() ==
          Approx(ledger["candidate"].get<double>() - ledger["base"].get<double>()).margin(1));
}

TEST_CASE("without a change, counts agree to the last instruction") {
    const Counters counters(250, 250, "// a remark\n");
    const auto told = counters.repository.box.perfeng(counted({"--threshold", "instructions=0"}));
    INFO(told.err);
    CHECK(told.status == 0);
    const auto json = told.json();
    const auto instructions = entry_of(json["metrics"], "name", "instructions");
    CHECK(instructions["verdict"] == "unchanged");
    CHECK(instructions["change"] == 0.0);
    const auto lacking = json["not_measured"].dump(); // on both sides, and told once
    CHECK_THAT(lacking, ContainsSubstring("\"CPU profile\"") && !ContainsSubstring("CPU profile ("));
}

TEST_CASE("what the user's environment holds does not count") {
    Sandbox box;
    box.compile("app", counted_program(40));
    const auto measured = [&](const std::string& variable) {
        box.env["SOME_SETTING"] = variable;
        const auto told = box.perfeng(
            {"baseline", "--json", "--trials", "1", "--passes", "none", "--counter", "instructions", "--", "./app"});
        INFO(told.err);
        REQUIRE(told.status == 0);
        const auto json = told.json();
        CHECK(json["instruction_counts"]["tool"] == "callgrind");
        CHECK_FALSE(json["environment"]["tools"]["valgrind"].get<std::string>().empty());
        return entry_of(json["metrics"], "name", "instructions")["trials"];
    };
    const auto first = measured("a");
    CHECK(first.size() == 2);
    for (const std::size_t length : {3001U, 3000U, 17U})
        CHECK(measured(std::string(length, 'b')) == first);
}

TEST_CASE("programs that the workload starts are counted with it") {
    Sandbox box;
    box.compile("app", counted_program(40));
    box.script("twice", "./app; ./app");
    const auto instructions = [&](const Words& command) {
        Words words{"baseline", "--json", "--trials", "1", "--passes", "none", "--counter", "instructions", "--"};
        words.insert(words.end(), command.begin(), command.end());
        const auto told = box.perfeng(words);
        INFO(told.err);
        REQUIRE(told.status == 0);
        return entry_of(told.json()["metrics"], "name", "instructions")["median"].get<double>();
    };
    CHECK(instructions({"./twice"}) > 2 * instructions({"./app"}));
}

TEST_CASE("a count that would take too long is told, and the gate stays open") {
    const Counters counters(250, 251);
    const auto told = counters.repository.box.perfeng(counted({"--pass-limit", "10ms", "--strict"}));
    INFO(told.err);
    CHECK(told.status == 4);
    const auto json = told.json();
    CHECK_THAT(json["gate"]["reasons"].dump(), ContainsSubstring("was not measured on both sides"));
    const auto missing = json["not_measured"].dump();
    CHECK_THAT(missing, ContainsSubstring("callgrind would take about") && ContainsSubstring("--pass-limit"));
}

TEST_CASE("a remeasurement counts where its baseline was counted") {
    Sandbox box;
    box.compile("app", counted_program(250));
    REQUIRE(box.perfeng({"baseline", "--trials", "1", "--passes", "none", "--counter", "instructions", "--", "./app"})
                .status == 0);
    box.compile("app", counted_program(260));
    REQUIRE(box.perfeng({"remeasure", "--pairs", "1", "--passes", "none"}).status == 0);
    const auto shown = box.perfeng({"compare", "--json"}).json();
    const auto instructions = entry_of(shown["metrics"], "name", "instructions");
    CHECK(instructions["verdict"] == "unchanged"); // +2% at the most
    CHECK(instructions["gated"] == false);
    CHECK(box.perfeng({"compare", "--counter", "instructions", "--threshold", "instructions=1%"}).status == 1);
}

#include "sandbox.hpp"

#include "perfeng/process/program.hpp"

#include <csignal>
#include <fstream>

using namespace perfeng;
namespace fs = std::filesystem;

namespace {

/// A workload that writes its process id, and hangs from its N-th execution on.
struct Hanging : Sandbox {
    std::string workload = script("workload", R"(echo $$ >> pids
n=0
while read -r line; do n=$((n + 1)); done < pids
read -r last < hangs_at
if [ $n -ge $last ]; then echo hangs > hanging; exec sleep 300; fi
)");

    Told interrupt_at(int execution, Words words, int signal = SIGINT) const {
        write("hangs_at", std::to_string(execution) + "\n");
        fs::remove(*this / "pids");
        fs::remove(*this / "hanging");
        return interrupted(words, signal, [this] { return fs::exists(*this / "hanging"); });
    }

    Told baseline_interrupted_at(int execution, const std::string& passes, int signal = SIGINT) const {
        return interrupt_at(execution, {"baseline", "--trials", "2", "--passes", passes, "--", workload}, signal);
    }

    [[nodiscard]] Words pids() const {
        Words all;
        std::ifstream in(*this / "pids");
        for (std::string pid; std::getline(in, pid);)
            all.push_back(pid);
        return all;
    }

    void check_no_child_left() const {
        REQUIRE_FALSE(pids().empty());
        for (const auto& pid : pids())
            CHECK(wait_until([&] { return !alive(pid); }));
    }

    [[nodiscard]] Json latest() const { return perfeng({"report", "--json"}).json(); }
};

std::size_t trials_of(const Json& document) {
    return entry_of(document.at("metrics"), "name", "wall_time").at("n").get<std::size_t>();
}

void check_kept(const Hanging& sandbox, const Told& told, std::size_t trials) {
    check_error(told, 130, "interrupted", "`perfeng list`");
    sandbox.check_no_child_left();
    REQUIRE(sandbox.list().size() == 1);
    const auto document = sandbox.latest();
    CHECK(document.at("complete") == false);
    CHECK(trials_of(document) == trials);
    CHECK_THAT(sandbox.perfeng({"report"}).out, ContainsSubstring("stopped    before the end"));
}

void check_nothing_kept(const Hanging& sandbox, const Told& told, std::size_t before = 0) {
    check_error(told, 130, "interrupted", "nothing is saved");
    sandbox.check_no_child_left();
    CHECK(sandbox.list().size() == before);
}

} // namespace

TEST_CASE("interrupted in the warm-up, nothing is kept") {
    const Hanging sandbox;
    check_nothing_kept(sandbox, sandbox.baseline_interrupted_at(1, "none"));
}

TEST_CASE("interrupted in the first trial, nothing is kept") {
    const Hanging sandbox;
    check_nothing_kept(sandbox, sandbox.baseline_interrupted_at(2, "none"));
}

TEST_CASE("interrupted in the trials, the finished ones are kept") {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        const Hanging fresh;
        check_kept(fresh, fresh.baseline_interrupted_at(3, "none", signal), 1);
    }
}

TEST_CASE("interrupted in a pass, the trials and the passes before are kept") {
    const auto [tool, pass, what] =
        GENERATE(std::tuple("perf", "cpu", "CPU profile"), std::tuple("heaptrack", "alloc", "allocations"),
                 std::tuple("valgrind", "leaks", "leaks"));
    REQUIRE(process::find_program(tool));
    INFO(pass);
    const Hanging sandbox;
    check_kept(sandbox, sandbox.baseline_interrupted_at(4, std::string("size,") + pass), 2);
    const auto document = sandbox.latest();
    CHECK(entry_of(document.at("metrics"), "name", "file_size").at("median") > 0);
    CHECK(entry_of(document.at("not_measured"), "what", what).at("why") == "interrupted before its pass was finished");
}

TEST_CASE("interrupted in the pairs, the finished ones are kept") {
    const Hanging sandbox;
    sandbox.write("hangs_at", "1000\n");
    REQUIRE(sandbox.perfeng({"baseline", "--trials", "2", "--passes", "none", "--", sandbox.workload}).status == 0);
    const Words again{"remeasure", "--pairs", "5", "--passes", "none"};
    check_nothing_kept(sandbox, sandbox.interrupt_at(2, again), 1); // the warm-up pair
    check_nothing_kept(sandbox, sandbox.interrupt_at(3, again), 1); // the first pair
    const auto told = sandbox.interrupt_at(8, again);               // the third
    check_error(told, 130, "interrupted", "`perfeng list`");
    sandbox.check_no_child_left();
    CHECK(sandbox.list().size() == 2);
    const auto document = sandbox.latest();
    CHECK(document.at("role") == "candidate");
    CHECK(document.at("complete") == false);
    CHECK(trials_of(document) == 2);
    CHECK(trials_of(document.at("paired")) == 2);
}

TEST_CASE("interrupted while two commands are compared, nothing is kept") {
    const Hanging sandbox;
    const Words words{"compare", "--base", sandbox.workload, "--candidate", sandbox.workload};
    check_nothing_kept(sandbox, sandbox.interrupt_at(6, words));
}

TEST_CASE("an interrupted try tells what was finished") {
    const Hanging sandbox;
    const Words words{"try", "jemalloc", "tcmalloc", "--pairs", "3", "--json", "--", sandbox.workload};
    // once as it is, once with jemalloc, the warm-up pair and three pairs; then tcmalloc
    const auto told = sandbox.interrupt_at(11, words);
    CHECK(told.status == 130);
    const auto document = told.json();
    CHECK(document.at("complete") == false);
    CHECK(entry_of(document.at("variants"), "name", "jemalloc").at("status") == "tried");
    const auto other = entry_of(document.at("variants"), "name", "tcmalloc");
    CHECK(other.at("status") == "not tried");
    CHECK_THAT(other.at("why").get<std::string>(), ContainsSubstring("interrupted"));
    sandbox.check_no_child_left();
}

#if defined(__linux__)

#include "../../src/measure/governors.hpp"
#include "catch.hpp"
#include "fake_runner.hpp"

#include "perfeng/measure/isolation.hpp"

#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>

using namespace perfeng;
using namespace perfeng::measure;
namespace fs = std::filesystem;

namespace {

/// A root with the governors of three processors.
struct FakeMachine {
    FakeMachine() {
        set("cpu0", "powersave\n");
        set("cpu1", "schedutil\n");
        set("cpu2", "performance\n");
        fs::create_directories(processors() / "cpufreq/policy0"); // no processor
    }
    [[nodiscard]] fs::path processors() const { return root.path() / "sys/devices/system/cpu"; }
    [[nodiscard]] fs::path file(const std::string& cpu) const {
        return processors() / cpu / "cpufreq/scaling_governor";
    }
    void set(const std::string& cpu, const std::string& governor) const {
        fs::create_directories(file(cpu).parent_path());
        process::write_file(file(cpu), governor);
    }
    [[nodiscard]] std::string governors() const {
        std::string all;
        for (const auto* const cpu : {"cpu0", "cpu1", "cpu2"})
            all += process::read_file(file(cpu));
        return all;
    }
    /// Another file in its place.
    void link(const std::string& cpu, const std::string& target) const {
        fs::remove(file(cpu));
        fs::create_symlink(target, file(cpu));
    }

    process::TemporaryDirectory root;
};

constexpr const char* as_found = "powersave\nschedutil\nperformance\n";

std::vector<int> allowed_here() {
    cpu_set_t set;
    CPU_ZERO(&set);
    REQUIRE(::sched_getaffinity(0, sizeof set, &set) == 0);
    std::vector<int> cpus;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu)
        if (CPU_ISSET(static_cast<std::size_t>(cpu), &set))
            cpus.push_back(cpu);
    return cpus;
}

/// The command as it is run for `isolation`.
process::Command isolated_command(const Isolation& isolation, const process::Command& command) {
    process::Command seen;
    const auto timer = isolation.around([&](const process::Command& given) {
        seen = given;
        return Trial{};
    });
    (void)timer(command);
    return seen;
}

bool is_told(const std::vector<NotMeasured>& refusals, const std::string& what) {
    const auto found = std::ranges::find(refusals, "isolation by " + what, &NotMeasured::what);
    return found != refusals.end() && !found->why.empty() && !found->how.empty();
}

bool was_set(const Isolation& isolation, const std::string& start) {
    return std::ranges::any_of(isolation.what_was_set(),
                               [&](const std::string& entry) { return entry.starts_with(start); });
}

} // namespace

TEST_CASE("governors are performance while they are held, and what they were afterwards") {
    const FakeMachine machine;
    {
        const HeldGovernors held(machine.processors());
        CHECK(held.changed());
        CHECK_FALSE(held.refused());
        CHECK(machine.governors() == "performanceperformanceperformance\n");
        const HeldGovernors second(
            machine.processors()); // another perfeng: it must not take that for the machine's own
        CHECK_FALSE(second.changed());
        CHECK_FALSE(second.refused());
    }
    CHECK(machine.governors() == as_found);
}

TEST_CASE("where a governor cannot be set, none is, and why is told") {
    struct Row {
        const char* file;
        const char* reason;
    };
    for (const auto& row : {Row{"/proc/sys/kernel/ostype", "Permission denied"},    // not even for root
                            Row{"/proc/self/oom_score_adj", "Invalid argument"}}) { // when the first are set already
        const FakeMachine machine;
        machine.link("cpu2", row.file);
        const HeldGovernors held(machine.processors());
        CHECK_FALSE(held.changed());
        REQUIRE(held.refused());
        CHECK_THAT(held.refused()->why,
                   ContainsSubstring("cpu2/cpufreq/scaling_governor: ") && ContainsSubstring(row.reason));
        CHECK_THAT(held.refused()->how, ContainsSubstring("cpupower frequency-set"));
        CHECK(process::read_file(machine.file("cpu0")) == "powersave\n");
        CHECK(process::read_file(machine.file("cpu1")) == "schedutil\n");
    }
    const HeldGovernors none("/nothing");
    REQUIRE(none.refused());
    CHECK_THAT(none.refused()->why, ContainsSubstring("no frequency governor"));
}

TEST_CASE("files whose size the kernel does not tell get back what stood in them") {
    const FakeMachine machine;
    const auto own = "/proc/" + std::to_string(::getpid()) + "/comm"; // a text that its process may set
    const auto before = process::read_file(own);
    machine.link("cpu1", own);
    {
        const HeldGovernors held(machine.processors());
        CHECK(held.changed());
        CHECK(process::read_file(own) == "performance\n");
    }
    CHECK(process::read_file(own).starts_with(before)); // which keeps the line's end, and adds one
}

TEST_CASE("governors are restored when perfeng is killed with its process group") {
    const FakeMachine machine;
    ::prctl(PR_SET_CHILD_SUBREAPER, 1); // so that the guardian can be waited for
    std::array<int, 2> pipe{};
    REQUIRE(::pipe(pipe.data()) == 0);
    const auto perfeng = ::fork();
    if (perfeng == 0) {
        ::setpgid(0, 0);
        const Isolation isolation({}, machine.root.path());
        (void)::write(pipe[1], "", 1);
        while (true)
            ::pause();
    }
    char byte = 0;
    REQUIRE(::read(pipe[0], &byte, 1) == 1);
    CHECK(machine.governors() == "performanceperformanceperformance\n");
    ::kill(-perfeng, SIGKILL);
    while (::waitpid(-1, nullptr, 0) > 0) {
    }
    ::prctl(PR_SET_CHILD_SUBREAPER, 0);
    for (const int end : pipe)
        ::close(end);
    CHECK(machine.governors() == as_found);
}

TEST_CASE("trials run on all processors but the first, at the lowest nice value, and what is not so is told") {
    const FakeMachine machine;
    const auto allowed = allowed_here();
    const auto own_nice = ::getpriority(PRIO_PROCESS, 0);
    const Isolation isolation({}, machine.root.path());
    const auto command = isolated_command(isolation, {});
    CHECK(command.cpus == std::vector<int>(allowed.begin() + 1, allowed.end()));
    Measurement measurement;
    isolation.tell(measurement);
    CHECK(measurement.environment.isolation == isolation.what_was_set());
    CHECK(measurement.environment.governor == "performance");
    CHECK(was_set(isolation, "governor performance"));
    CHECK(was_set(isolation, "processors ") == (allowed.size() > 1));
    CHECK(is_told(measurement.not_measured, "processors") == (allowed.size() == 1));
    CHECK(was_set(isolation, "priority -") == command.nice.has_value());
    CHECK(is_told(measurement.not_measured, "priority") != command.nice.has_value());
    if (command.nice)
        CHECK(*command.nice < own_nice);
    CHECK(allowed_here() == allowed);
    CHECK(::getpriority(PRIO_PROCESS, 0) == own_nice);
}

TEST_CASE("processors that the workload names are kept") {
    const FakeMachine machine;
    Workload workload;
    workload.cpus = {0};
    const Isolation isolation(workload, machine.root.path());
    process::Command command;
    command.cpus = workload.cpus;
    CHECK(isolated_command(isolation, command).cpus == std::vector<int>{0});
    CHECK_FALSE(was_set(isolation, "processors"));
    Measurement measurement;
    isolation.tell(measurement);
    CHECK_FALSE(is_told(measurement.not_measured, "processors"));
}

TEST_CASE("a priority that counts within one session alone is told") {
    const FakeMachine machine;
    const auto own = machine.root.path() / "proc/self";
    fs::create_directories(own);
    for (const bool settable : {false, true})
        for (const auto* const grouped : {"1\n", "0\n"}) {
            if (settable)
                process::write_file(own / "autogroup", "/autogroup-7 nice 0\n");
            fs::create_directories(machine.root.path() / "proc/sys/kernel");
            process::write_file(machine.root.path() / "proc/sys/kernel/sched_autogroup_enabled", grouped);
            const Isolation isolation({}, machine.root.path());
            Measurement measurement;
            isolation.tell(measurement);
            CHECK(is_told(measurement.not_measured, "priority against other sessions") ==
                  (!settable && *grouped == '1' && was_set(isolation, "priority")));
        }
}

TEST_CASE("lists of processors are written as Linux writes them") {
    CHECK(processor_list({}).empty());
    CHECK(processor_list({3}) == "3");
    CHECK(processor_list({1, 2, 3, 5, 7, 8}) == "1-3,5,7-8");
}

#endif

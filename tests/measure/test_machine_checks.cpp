#include "catch.hpp"

#include "perfeng/measure/machine_checks.hpp"
#include "perfeng/process/file.hpp"

#include <unistd.h>

#include <algorithm>
#include <string>

using namespace perfeng;

namespace {

struct Kernel {
    process::TemporaryDirectory root;

    void set(const std::string& file, const std::string& value) const {
        const auto path = root.path() / "proc/sys/kernel" / file;
        std::filesystem::create_directories(path.parent_path());
        process::write_file(path, value + "\n");
    }

    [[nodiscard]] std::optional<MachineCheck> check(const std::string& name) const {
        const auto runner = process::system_runner();
        const auto checks = measure::check_machine(*runner, root.path());
        const auto found = std::ranges::find(checks, name, &MachineCheck::name);
        return found == checks.end() ? std::nullopt : std::optional(*found);
    }
};

} // namespace

TEST_CASE("settings of the kernel: what they mean, and how to change them", "[doctor]") {
    const Kernel kernel;
    CHECK_FALSE(kernel.check("kptr_restrict").has_value());
    kernel.set("perf_event_paranoid", "3");
    kernel.set("kptr_restrict", "1");
    kernel.set("yama/ptrace_scope", "2");
    const bool root = ::geteuid() == 0;
    const auto paranoid = kernel.check("perf_event_paranoid");
    REQUIRE(paranoid.has_value());
    CHECK(paranoid->found == "3");
    CHECK(paranoid->state == (root ? CheckState::good : CheckState::limited));
    CHECK(paranoid->how.empty() == root);
    CHECK(kernel.check("kptr_restrict")->state == CheckState::limited);
    CHECK_THAT(kernel.check("ptrace_scope")->means, ContainsSubstring("LeakSanitizer cannot"));
    kernel.set("kptr_restrict", "0");
    kernel.set("yama/ptrace_scope", "1");
    CHECK(kernel.check("kptr_restrict")->state == CheckState::good);
    CHECK(kernel.check("ptrace_scope")->state == CheckState::good);
    kernel.set("kptr_restrict", "nonsense");
    CHECK_FALSE(kernel.check("kptr_restrict").has_value());
}

#include "perfeng/measure/instruction_counts.hpp"

#include "counting_environment.hpp"
#include "pass_words.hpp"

#include "perfeng/measure/metrics.hpp"
#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/interrupt.hpp"
#include "perfeng/tools/counters/callgrind.hpp"
#include "perfeng/tools/counters/fixed_addresses.hpp"
#include "perfeng/tools/memory/valgrind.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iterator>

namespace perfeng::measure {
namespace {

constexpr std::size_t counts_that_must_agree = 2;
constexpr std::size_t counts_where_they_do_not = 5;
constexpr const char* counted_metric = "instructions";

PassResult<InstructionCounts> not_counted(std::string why, std::string how) {
    return {std::nullopt, {}, {{counted_metric, std::move(why), std::move(how)}}};
}

/// All processes of one execution together. One that became another program has left no file.
tl::expected<Profile, ReadError> counted_processes(const std::filesystem::path& directory) {
    tl::expected<Profile, ReadError> all = tl::unexpected(ReadError{0, "no file", "one for each process"});
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
        auto profile = tools::read_callgrind(process::read_file(entry.path()));
        if (!profile)
            return profile;
        if (!all) {
            all = std::move(profile);
            continue;
        }
        all->weight += profile->weight;
        std::ranges::move(profile->functions, std::back_inserter(all->functions));
    }
    return all;
}

class Counter {
public:
    Counter(const PassContext& context, const tools::Valgrind& valgrind) : context_(context), valgrind_(valgrind) {
        if (auto prefix = tools::fixed_addresses_prefix(context.runner))
            fixed_ = std::move(*prefix);
        else
            loose_.push_back({"fixed addresses", prefix.error().why + ": counts may differ a little from run to run",
                              prefix.error().how});
    }

    PassResult<InstructionCounts> run() {
        while (profiles_.size() < (agree() ? counts_that_must_agree : counts_where_they_do_not)) {
            process::check_interrupt();
            if (auto failed = execute())
                return std::move(*failed);
        }
        InstructionCounts counts{make_metric(counted_metric, totals()), counted_functions(profiles_)};
        return {std::move(counts), {}, loose_};
    }

private:
    [[nodiscard]] std::vector<double> totals() const {
        std::vector<double> all;
        for (const auto& profile : profiles_)
            all.push_back(profile.weight);
        return all;
    }

    [[nodiscard]] bool agree() const {
        const auto all = totals();
        return std::ranges::adjacent_find(all, std::not_equal_to{}) == all.end();
    }

    [[nodiscard]] process::Command command(const std::filesystem::path& directory) const {
        auto words = fixed_;
        const auto callgrind = tools::callgrind_tree_prefix(valgrind_, directory);
        words.insert(words.end(), callgrind.begin(), callgrind.end());
        auto counted = under_tool(context_, std::move(words));
        pin_environment(counted);
        return counted;
    }

    /// What went wrong, if anything did.
    std::optional<PassResult<InstructionCounts>> execute() {
        const process::TemporaryDirectory directory(context_.scratch);
        const auto counted = command(directory.path());
        const auto execution = context_.runner.run(counted);
        if (!execution.status.ok() && !context_.workload.ignore_failure)
            return not_counted("the workload failed under callgrind, though not in its trials: " +
                                   to_string(execution.status) + ": " + last_words(execution.err),
                               by_hand(counted.argv));
        auto profile = counted_processes(directory.path());
        if (!profile)
            return not_counted("callgrind's output: " + to_string(profile.error()), by_hand(counted.argv));
        profiles_.push_back(std::move(*profile));
        return std::nullopt;
    }

    const PassContext& context_;
    const tools::Valgrind& valgrind_;
    std::vector<std::string> fixed_;
    std::vector<NotMeasured> loose_;
    std::vector<Profile> profiles_;
};

} // namespace

PassResult<InstructionCounts> count_instructions(const PassContext& context) {
    const auto valgrind = tools::find_valgrind(context.runner);
    if (!valgrind)
        return not_counted(valgrind.error().why, valgrind.error().how);
    const auto seconds = tools::callgrind_slowdown * context.trial_cpu * counts_that_must_agree;
    if (seconds > context.limit)
        return not_counted(
            fmt::format("callgrind would take about {:.0f} s of at most {:.0f} s", seconds, context.limit),
            fmt::format("allow it with --pass-limit {:.0f}, or give the program less to do", std::ceil(seconds * 1.5)));
    note_tool(context, "valgrind", valgrind->version);
    announce_pass(context, fmt::format("instructions: callgrind, about {:.0f} s", seconds));
    return Counter(context, *valgrind).run();
}

} // namespace perfeng::measure

#include "perfeng/pipeline/check.hpp"

#include "now.hpp"
#include "revision_pair.hpp"

#include "perfeng/analysis/gate.hpp"
#include "perfeng/model/error.hpp"
#include "perfeng/process/interrupt.hpp"
#include "perfeng/store/id.hpp"

#include <fmt/format.h>

#include <charconv>

namespace perfeng::pipeline {
namespace {

JudgedRevision judged_revision(const tools::GitCommit& commit) {
    return {commit.hash, commit.title, commit.uncommitted};
}

class Checking {
public:
    Checking(const Context& context, const CheckOptions& options)
        : context_(context), options_(options), pair_(context, {options.against, options.revision}, options.cwd) {
        result_.id = store::uuid_v7();
        result_.created = now_utc();
        result_.base = judged_revision(pair_.base());
        result_.candidate = judged_revision(pair_.candidate());
        if (options.shard.parts > 1)
            result_.shard = fmt::format("{}/{}", options.shard.part, options.shard.parts);
    }

    Judgement run() {
        try {
            compare_workloads();
            if (options_.shard.part == 1)
                result_.checks = pair_.check(options_.checks, options_.confirm);
        } catch (const Error& stopped) {
            if (stopped.code() != ExitCode::interrupted || result_.workloads.empty())
                throw;
            result_.complete = false;
        }
        context_.progress.finish();
        result_.gate = analysis::decide(result_, options_.strict, options_.gate);
        if (!result_.complete)
            result_.gate.exit_status = static_cast<int>(ExitCode::interrupted);
        return std::move(result_);
    }

private:
    void compare_workloads() {
        const auto workloads = part_of(options_.workloads, options_.shard);
        for (const auto& workload : workloads) {
            process::check_interrupt();
            context_.progress.say(
                fmt::format("workload {} ({} of {})", workload.name, result_.workloads.size() + 1, workloads.size()));
            result_.workloads.push_back(judged(workload));
        }
    }

    JudgedWorkload judged(const CheckedWorkload& workload) {
        JudgedWorkload judged{workload.name, std::nullopt, ""};
        try {
            judged.comparison =
                compare_confirmed(context_, measured(workload), [&] { return measured(workload); }, workload.compare);
            context_.store.save(*judged.comparison);
        } catch (const Error& error) {
            if (error.code() != ExitCode::workload_failed)
                throw;
            judged.error = error.what();
            context_.progress.warn(judged.error);
        }
        return judged;
    }

    BothSides measured(const CheckedWorkload& workload) {
        auto options = workload.revisions;
        auto& there = options.remeasure.measure.workload;
        if (workload.inputs.empty())
            return pair_.measure(options);
        there = workload_at(there, workload.inputs.back());
        auto sides = pair_.measure(options);
        sides.growth = pair_.measure_growth(workload.revisions, workload.inputs);
        return sides;
    }

    const Context& context_;
    const CheckOptions& options_;
    RevisionPair pair_;
    Judgement result_;
};

} // namespace

Shard read_shard(const std::string& text) {
    Shard shard;
    const auto* const end = text.data() + text.size();
    const auto part = std::from_chars(text.data(), end, shard.part);
    const bool divided = part.ec == std::errc() && part.ptr != end && *part.ptr == '/';
    const auto parts = divided ? std::from_chars(part.ptr + 1, end, shard.parts) : part;
    if (!divided || parts.ec != std::errc() || parts.ptr != end || shard.part < 1 || shard.part > shard.parts)
        throw Error("cannot read the shard '" + text + "'", "write it as --shard 2/4: the second of four");
    return shard;
}

std::vector<CheckedWorkload> part_of(const std::vector<CheckedWorkload>& workloads, const Shard& shard) {
    if (shard.parts >= workloads.size() && !workloads.empty())
        return {workloads[(shard.part - 1) % workloads.size()]};
    std::vector<CheckedWorkload> part;
    for (auto at = shard.part - 1; at < workloads.size(); at += shard.parts)
        part.push_back(workloads[at]);
    return part;
}

Judgement check(const Context& context, const CheckOptions& options) { return Checking(context, options).run(); }

} // namespace perfeng::pipeline

#include "perfeng/pipeline/bisect.hpp"

#include "now.hpp"
#include "repository.hpp"

#include "perfeng/analysis/bisecting.hpp"
#include "perfeng/model/error.hpp"
#include "perfeng/pipeline/compare.hpp"
#include "perfeng/process/digest.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/store/document.hpp"
#include "perfeng/store/id.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace perfeng::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t thorough_pairs = 100;

class Bisecting {
public:
    Bisecting(const Context& context, const BisectOptions& options, const tools::GitRevisions& git)
        : context_(context), options_(options) {
        const auto& workload = options.revisions.remeasure.measure.workload;
        result_.id = store::uuid_v7();
        result_.created = now_utc();
        result_.command = process::join_words(workload.argv);
        result_.build = options.revisions.build;
        result_.metric = options.threshold.metric;
        result_.threshold = options.threshold.limit;
        result_.good = answered(git.commit(options.good)).hash;
        result_.bad = answered(git.commit(options.bad)).hash;
        commits_ = answered(git.between(result_.good, result_.bad));
        if (commits_.empty())
            throw Error("there is no commit between " + options.good + " and " + options.bad,
                        "name the good one first: perfeng bisect GOOD BAD -- CMD");
        result_.commits = commits_.size();
        states_.resize(commits_.size());
        recall();
    }

    Bisection run() {
        if (!states_.back())
            test(commits_.size() - 1);
        check_bad();
        while (const auto next = analysis::next_to_test(states_))
            test(*next);
        tell_suspects();
        result_.complete = true;
        keep();
        return std::move(result_);
    }

private:
    /// The same question has the same name.
    [[nodiscard]] fs::path file() const {
        const auto& workload = options_.revisions.remeasure.measure.workload;
        auto question = fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}", result_.good, result_.bad, result_.metric,
                                    result_.threshold, result_.build, store::workload_key(workload), workload.prepare);
        for (const auto& [name, value] : workload.env)
            question += fmt::format("\n{}={}", name, value);
        return context_.store.directory() / "bisections" / (process::sha256_of(question).substr(0, 16) + ".json");
    }

    void recall() {
        if (!fs::exists(file()))
            return;
        const auto earlier = store::read_bisection(process::read_file(file()));
        if (!earlier || earlier->complete)
            return;
        for (const auto& revision : earlier->tested) {
            const auto at = std::ranges::find(commits_, revision.hash, &tools::GitCommit::hash);
            if (at == commits_.end())
                continue;
            states_[static_cast<std::size_t>(at - commits_.begin())] = revision.state;
            result_.tested.push_back(revision);
        }
        context_.progress.say(fmt::format("{} of these commits are known from before", result_.tested.size()));
    }

    void keep() const {
        fs::create_directories(file().parent_path());
        process::write_file(file(), store::write_document(result_));
    }

    void test(std::size_t index) {
        const auto [first, last] = std::ranges::find(states_, std::optional(RevisionState::bad)) == states_.end()
                                       ? std::pair(std::size_t{0}, commits_.size() - 1)
                                       : analysis::suspects_in(states_);
        context_.progress.say(fmt::format("{} {}: one of {} suspects, about {} more to test", commits_[index].brief(),
                                          commits_[index].title, last - first + 1, std::bit_width(last - first)));
        auto revision = tested(commits_[index]);
        context_.progress.say(fmt::format("{} is {}{}", revision.hash.substr(0, 12), to_string(revision.state),
                                          revision.note.empty() ? "" : ": " + revision.note));
        states_[index] = revision.state;
        result_.tested.push_back(std::move(revision));
        keep();
    }

    [[nodiscard]] BisectedRevision tested(const tools::GitCommit& commit) const {
        BisectedRevision revision{.hash = commit.hash, .title = commit.title};
        try {
            auto change = compared(commit, options_.revisions.remeasure.pairs);
            if (change.verdict == Verdict::inconclusive) {
                auto plan = options_.revisions.remeasure.pairs;
                plan.limit = std::max(plan.limit, thorough_pairs);
                change = compared(commit, plan);
            }
            judge(change, revision);
        } catch (const UnusableRevision& error) {
            revision.note = error.what();
        } catch (const Error& error) {
            if (error.code() == ExitCode::interrupted)
                throw Error("interrupted", "what is known is kept: the same command goes on", ExitCode::interrupted);
            if (error.code() != ExitCode::workload_failed)
                throw;
            revision.note = error.what();
        }
        return revision;
    }

    [[nodiscard]] MetricChange compared(const tools::GitCommit& commit, const measure::PairPlan& plan) const {
        auto options = options_.revisions;
        options.remeasure.pairs = plan;
        options.remeasure.thresholds = {options_.threshold};
        const auto measured = measure_revisions(context_, {result_.good, commit.hash}, options);
        const auto comparison = compare(
            measured.base, measured.candidate,
            {.thresholds = {options_.threshold}, .budgets = {}, .alpha = options.remeasure.alpha, .verified = {}});
        const auto found = std::ranges::find(comparison.metrics, options_.threshold.metric, &MetricChange::name);
        if (found == comparison.metrics.end())
            throw Error(
                "nothing here measures " + options_.threshold.metric,
                "measure it: --passes alloc for allocations, size for sizes, leaks for leaks; a pass that takes too "
                "long: --pass-limit");
        return *found;
    }

    void judge(const MetricChange& change, BisectedRevision& revision) const {
        revision.change = change.change;
        revision.ci = change.ci;
        revision.pairs = change.pairs;
        const bool open = change.verdict == Verdict::inconclusive;
        const bool worse = open ? change.change > options_.threshold.limit : change.verdict == Verdict::regressed;
        revision.state = worse ? RevisionState::bad : RevisionState::good;
        if (open)
            revision.note = "inconclusive: decided by the estimate";
    }

    void check_bad() const {
        if (states_.back() == RevisionState::bad)
            return;
        const auto last = std::ranges::find(result_.tested, result_.bad, &BisectedRevision::hash);
        const bool known = last != result_.tested.end() && last->change;
        fs::remove(file());
        throw Error(fmt::format("{} is not shown to be worse than {}: {}", options_.bad, options_.good,
                                known ? fmt::format("{} {:+.1f}%, limit {:.1f}%", result_.metric, *last->change * 100,
                                                    result_.threshold * 100)
                                : last != result_.tested.end() ? last->note
                                                               : "it was not measured"),
                    "name another metric or a smaller limit: --threshold METRIC=1%");
    }

    void tell_suspects() {
        const auto [first, last] = analysis::suspects_in(states_);
        for (auto at = first; at <= last; ++at) {
            const auto known = std::ranges::find(result_.tested, commits_[at].hash, &BisectedRevision::hash);
            result_.suspects.push_back(*known);
        }
    }

    const Context& context_;
    const BisectOptions& options_;
    std::vector<tools::GitCommit> commits_; ///< oldest first
    analysis::RevisionStates states_;
    Bisection result_;
};

} // namespace

Bisection bisect(const Context& context, const BisectOptions& options) {
    const auto git = repository_of(context, options.revisions.remeasure.measure.workload.cwd);
    return Bisecting(context, options, git).run();
}

} // namespace perfeng::pipeline

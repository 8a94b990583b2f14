#include "output_identity.hpp"

#include "identity_words.hpp"

#include "perfeng/analysis/outputs.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/mapped_file.hpp"

#include <fmt/format.h>

namespace perfeng::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t tail_of_stderr = 2000;

/// One stream or file of an execution.
struct Part {
    std::string what;
    fs::path path; ///< empty: it was not written
    bool gated = true;
};

std::vector<Part> parts_of(const SideRun& run) {
    std::vector<Part> parts{{"stdout", run.out, true}};
    for (const auto& file : run.files)
        parts.push_back({file.name, file.copy, true});
    parts.push_back({"stderr", run.err, false});
    return parts;
}

OutputComparison compare_parts(const Part& base, const Part& candidate, const analysis::Masks& masks) {
    OutputComparison comparison;
    if (!base.path.empty() && !candidate.path.empty()) {
        const process::MappedFile old(base.path);
        const process::MappedFile now(candidate.path);
        comparison = analysis::compare_outputs(old.text(), now.text(), masks);
    }
    comparison.what = base.what;
    comparison.gated = base.gated;
    return comparison;
}

bool alike(const OutputComparison& comparison, bool any_order) {
    return comparison.sameness == Sameness::identical || comparison.sameness == Sameness::alike_after_masks ||
           (any_order && comparison.sameness == Sameness::reordered);
}

/// The comparison of both sides, and each side's runs to ask whether a side differs from itself.
class Identity {
public:
    Identity(const Context& context, const StagedSides& sides, const IdentityOptions& options, const fs::path& scratch)
        : context_(context), sides_(sides), options_(options), scratch_(scratch) {}

    SideRun run(Verification& verification) {
        const auto base = run_of(sides_.base, "base-1");
        auto candidate = run_of(sides_.candidate, "candidate-1");
        auto status = status_check(base.status, candidate.status, options_.failure_expected);
        status.seconds = base.seconds + candidate.seconds;
        if (status.status == CheckStatus::failed)
            status.tail = process::tail_of_file(candidate.err, tail_of_stderr);
        verification.checks.push_back(std::move(status));
        if (!options_.failure_expected && !base.status.ok()) {
            for (const auto& part : parts_of(base))
                if (part.gated)
                    verification.checks.push_back(without_example(part.what));
            return candidate;
        }
        const auto before = parts_of(base);
        const auto now = parts_of(candidate);
        bool differs = false;
        for (std::size_t i = 0; i < before.size(); ++i) {
            verification.outputs.push_back(compare_parts(before[i], now[i], options_.masks));
            differs = differs || (before[i].gated && !alike(verification.outputs.back(), options_.any_order));
        }
        if (differs)
            candidate = look_again(before, now, verification);
        for (std::size_t i = 0; i < before.size(); ++i)
            if (before[i].gated)
                verification.checks.push_back(output_check(verification.outputs[i],
                                                           {before[i].path.empty(), now[i].path.empty()},
                                                           options_.any_order, varying_[i]));
        return candidate;
    }

private:
    SideRun run_of(const StagedSide& side, const std::string& name) {
        context_.progress.stage("output of the " + std::string(name.starts_with("base") ? "baseline" : "candidate"));
        return run_side(context_, side, options_.outputs, options_.time_limit, scratch_ / name);
    }

    /// Runs each side once more, and tells of each part that differs whether it differs from itself, too.
    SideRun look_again(const std::vector<Part>& before, const std::vector<Part>& now, Verification& verification) {
        const auto base_again = parts_of(run_of(sides_.base, "base-2"));
        auto candidate = run_of(sides_.candidate, "candidate-2");
        const auto now_again = parts_of(candidate);
        for (std::size_t i = 0; i < before.size(); ++i) {
            auto& output = verification.outputs[i];
            if (alike(output, options_.any_order))
                continue;
            if (varies(before[i], base_again[i], output))
                look_beyond(before[i], now[i], output, varying_[i]);
            else if (varies(now[i], now_again[i], output))
                varying_[i] = Varying::candidate;
        }
        return candidate;
    }

    /// Whether the sides differ in more than in what the baseline differs from itself.
    void look_beyond(const Part& before, const Part& now, OutputComparison& output, Varying& varying) const {
        varying = Varying::baseline;
        if (output.remedy.empty())
            return;
        auto words = options_.mask_words;
        words.insert(words.end(), output.remedy.begin(), output.remedy.end());
        auto beyond = compare_parts(before, now, analysis::Masks(words));
        if (alike(beyond, options_.any_order))
            return;
        varying = Varying::baseline_and_more;
        beyond.varies = std::move(output.varies);
        beyond.remedy = std::move(output.remedy);
        output = std::move(beyond);
    }

    bool varies(const Part& first, const Part& again, OutputComparison& output) const {
        const auto itself = compare_parts(first, again, options_.masks);
        if (itself.sameness == Sameness::unknown || alike(itself, options_.any_order))
            return false;
        if (itself.sameness == Sameness::reordered) {
            output.varies = {"the order of the lines"};
            return true;
        }
        const process::MappedFile one(first.path);
        const process::MappedFile other(again.path);
        auto variation = analysis::variation_of(one.text(), other.text(), options_.masks);
        output.varies = std::move(variation.examples);
        output.remedy = std::move(variation.remedy);
        return true;
    }

    const Context& context_;
    const StagedSides& sides_;
    const IdentityOptions& options_;
    const fs::path& scratch_;
    std::map<std::size_t, Varying> varying_;
};

} // namespace

SideRun check_identity(const Context& context, const StagedSides& sides, const IdentityOptions& options,
                       const fs::path& scratch, Verification& verification) {
    return Identity(context, sides, options, scratch).run(verification);
}

} // namespace perfeng::pipeline

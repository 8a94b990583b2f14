#include "perfeng/pipeline/verify.hpp"

#include "checking.hpp"
#include "completed.hpp"
#include "now.hpp"
#include "output_identity.hpp"
#include "sanitizing.hpp"
#include "subject.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/process/interrupt.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/store/id.hpp"
#include "perfeng/tools/build/project_checks.hpp"
#include "perfeng/tools/build/sanitizers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::pipeline {
namespace {

namespace fs = std::filesystem;

/// A test or lint to run.
struct Planned {
    Check check;
    ShellCommand command;
};

/// One verification under way.
class Verifying {
public:
    Verifying(const Context& context, const std::optional<Measurement>& base, const VerifyOptions& options)
        : context_(context), base_(base), options_(options), masks_(options.masks) {
        result_.id = store::uuid_v7();
        result_.created = now_utc();
        result_.masks = options.masks;
        result_.cwd = options.directory;
        if (base)
            result_.base_id = base->id;
    }

    Verification run() {
        identify_program();
        plan();
        if (options_.list_only)
            list();
        else
            run_all();
        return std::move(result_);
    }

private:
    [[nodiscard]] bool asked(VerifyPart part) const { return options_.parts.contains(part); }

    /// The program of the workload, where there is one; without it there are still tests to run.
    void identify_program() {
        MeasureOptions options{.workload = options_.workload};
        if (base_)
            options = completed(options, *base_);
        if (options.workload.argv.empty())
            return;
        if (options.workload.cwd.empty())
            options.workload.cwd = options_.directory;
        try {
            subject_ = identify(context_, options, Role::candidate);
        } catch (const process::Interrupted&) {
            throw;
        } catch (const Error& error) {
            result_.not_measured.push_back({"the program", error.what(), error.hint()});
            return;
        }
        const auto& measurement = subject_->measurement;
        result_.program = measurement.executable.snapshots;
        result_.command = process::join_words(measurement.workload.argv);
        result_.cwd = measurement.workload.cwd;
        result_.candidate_id = measured_as();
    }

    /// A measurement of the same program, the latest candidate or the baseline itself.
    [[nodiscard]] std::string measured_as() const {
        const auto entries = context_.store.list();
        const auto candidate = std::ranges::find(entries, Role::candidate, &store::Entry::role);
        if (candidate != entries.end()) {
            const auto measured = context_.store.load(candidate->id);
            if (store::program_key(measured.executable.snapshots) == store::program_key(result_.program))
                return measured.id;
        }
        const bool unchanged =
            base_ && store::program_key(base_->executable.snapshots) == store::program_key(result_.program);
        return unchanged ? base_->id : "";
    }

    void plan() {
        plan_asked(CheckKind::test, VerifyPart::tests, options_.tests, "--test");
        plan_asked(CheckKind::lint, VerifyPart::lints, options_.lints, "--lint");
        if (options_.tests.empty() && options_.lints.empty())
            plan_recognised();
    }

    void plan_asked(CheckKind kind, VerifyPart part, const std::vector<std::string>& lines, const std::string& source) {
        if (!asked(part))
            return;
        for (const auto& line : lines)
            planned_.push_back({check_named(line, kind, source), {line, options_.directory, options_.time_limit}});
    }

    void plan_recognised() {
        const auto program = subject_ ? fs::path(subject_->measurement.executable.path) : fs::path();
        for (const auto& found : tools::recognise_project_checks(options_.directory, program)) {
            if (!asked(found.kind == CheckKind::test ? VerifyPart::tests : VerifyPart::lints))
                continue;
            auto check = check_named(found.command, found.kind, found.source);
            check.detail = found.why_not;
            check.how = found.how;
            planned_.push_back({std::move(check), {found.command, found.directory, options_.time_limit}});
        }
        if (planned_.empty() && (asked(VerifyPart::tests) || asked(VerifyPart::lints)))
            result_.not_measured.push_back(
                {"tests and lints",
                 "no project that perfeng knows was found from " + options_.directory + " upward, and none were named",
                 "name them: --test CMD, or tests = [\"CMD\"] in [verify] of perfeng.toml"});
    }

    static Check check_named(const std::string& name, CheckKind kind, const std::string& source) {
        Check check;
        check.name = name;
        check.kind = kind;
        check.source = source;
        return check;
    }

    void list() {
        if (asked(VerifyPart::output) && subject_ && base_)
            result_.checks.push_back(check_named("output", CheckKind::output, "the baseline's output"));
        if (asked(VerifyPart::compiles) && !options_.compiles.empty())
            result_.checks.push_back(check_named(options_.compiles, CheckKind::compiles, "--compiles"));
        if (asked(VerifyPart::sanitizers) && options_.sanitize)
            result_.checks.push_back(check_named("sanitizers", CheckKind::sanitizer, "--sanitize"));
        for (auto& planned : planned_)
            result_.checks.push_back(planned.check);
        for (auto& check : result_.checks)
            if (check.detail.empty())
                check.detail = "not run: listed only";
    }

    void run_all() {
        const process::TemporaryDirectory scratch;
        try {
            if (asked(VerifyPart::output))
                check_output(scratch.path());
            if (asked(VerifyPart::compiles) && !options_.compiles.empty())
                check_compiles(scratch.path());
            for (auto& planned : planned_)
                run_planned(planned, scratch.path());
            if (asked(VerifyPart::sanitizers) && options_.sanitize)
                sanitize(scratch.path());
        } catch (const process::Interrupted&) {
            context_.progress.finish();
            keep_what_is_finished();
            throw;
        }
        context_.progress.finish();
        context_.store.save(result_);
    }

    void check_output(const fs::path& scratch) {
        if (!subject_)
            return tell_no_program();
        if (!base_) {
            result_.not_measured.push_back({"output identity", "there is no baseline to compare with",
                                            "measure one before the change: perfeng baseline -- CMD"});
            return;
        }
        if (!base_->imported.empty()) {
            result_.not_measured.push_back({"output identity",
                                            "the baseline was imported: its program is not here to be run",
                                            "measure a baseline here: perfeng baseline -- CMD"});
            return;
        }
        auto& candidate = subject_->measurement;
        auto sides = stage(context_.store, *base_, candidate, subject_->files.file, scratch);
        run_alike(sides.base.workload, candidate.workload);
        if (sides.identical)
            context_.progress.say("the program has not changed since the baseline");
        candidate_run_ = check_identity(context_, sides,
                                        {masks_, options_.masks, options_.any_order, options_.time_limit,
                                         candidate.workload.ignore_failure, candidate.workload.outputs},
                                        scratch, result_);
    }

    /// Each output file of the candidate, or its stdout where it writes none.
    void check_compiles(const fs::path& scratch) {
        auto check = check_named(options_.compiles, CheckKind::compiles, "--compiles");
        if (!subject_) {
            check.detail = "no program whose output could be looked at";
            check.how = "name it: perfeng verify --compiles CMD -- PROGRAM";
            return result_.checks.push_back(check);
        }
        const auto& workload = subject_->measurement.workload;
        if (!candidate_run_)
            candidate_run_ = run_side(context_, {workload, subject_->files.file}, workload.outputs, options_.time_limit,
                                      scratch / "candidate");
        std::vector<fs::path> files;
        for (const auto& file : candidate_run_->files)
            files.push_back(file.original);
        if (files.empty())
            files.push_back(candidate_run_->out);
        for (const auto& file : files) {
            context_.progress.stage("compiles: " + file.filename().string());
            check.name = options_.compiles + (files.size() > 1 ? " with " + file.filename().string() : "");
            run_check(context_, {tools::with_out(options_.compiles, file), workload.cwd, options_.time_limit}, scratch,
                      check);
            result_.checks.push_back(check);
        }
    }

    void sanitize(const fs::path& scratch) {
        if (subject_)
            return result_.checks.push_back(
                check_sanitizers(context_, *subject_, options_.sanitize_build, options_.time_limit, scratch));
        auto check = check_named("sanitizers", CheckKind::sanitizer, "--sanitize");
        check.detail = "no program to run";
        check.how = "name it: perfeng verify --sanitize -- PROGRAM";
        result_.checks.push_back(check);
    }

    void tell_no_program() {
        if (result_.not_measured.empty())
            result_.not_measured.push_back({"output identity", "nothing says which program to run",
                                            "measure a baseline: perfeng baseline -- CMD"});
    }

    void run_planned(Planned& planned, const fs::path& scratch) {
        if (planned.check.detail.empty()) { // else it can't be run
            context_.progress.stage(std::string(to_string(planned.check.kind)) + ": " + planned.check.name);
            run_check(context_, planned.command, scratch, planned.check);
        }
        result_.checks.push_back(planned.check);
    }

    void keep_what_is_finished() {
        result_.complete = false;
        for (const auto& planned : planned_) {
            const auto done = std::ranges::find(result_.checks, planned.check.name, &Check::name);
            if (done != result_.checks.end())
                continue;
            result_.checks.push_back(planned.check);
            result_.checks.back().detail = "interrupted before it ended";
            result_.checks.back().how = "verify again: perfeng verify";
        }
        context_.store.save(result_);
    }

    const Context& context_;
    const std::optional<Measurement>& base_;
    const VerifyOptions& options_;
    analysis::Masks masks_;
    std::optional<Subject> subject_;
    std::vector<Planned> planned_;
    std::optional<SideRun> candidate_run_;
    Verification result_;
};

} // namespace

Verification verify(const Context& context, const std::optional<Measurement>& base, const VerifyOptions& options) {
    return Verifying(context, base, options).run();
}

Verified verified(const store::Store& store, const Measurement& base, const Measurement& candidate) {
    if (auto own = store.verification_of(candidate.executable.snapshots))
        return {std::move(own->checks), std::move(own->not_measured)};
    const auto other = store.verification_against(base.id);
    if (!other)
        return {};
    return {
        {},
        {{"verification", "the one of " + other->created + " is of another build than the candidate's, and is not used",
          "verify this one: perfeng verify"}}};
}

} // namespace perfeng::pipeline

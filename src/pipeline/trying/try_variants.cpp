#include "family.hpp"
#include "judging.hpp"
#include "now.hpp"
#include "pairing.hpp"
#include "saving.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/pipeline/trying.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/store/id.hpp"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <chrono>

namespace perfeng::pipeline {
namespace {

namespace fs = std::filesystem;
using SteadyClock = std::chrono::steady_clock;

bool matches(const Variant& variant, const std::string& pattern) {
    return ::fnmatch(pattern.c_str(), variant.name.c_str(), 0) == 0 ||
           ::fnmatch(pattern.c_str(), variant.kind.c_str(), 0) == 0;
}

std::vector<Family> families_of(const Workshop& shop, const std::string& build) {
    std::vector<Family> families;
    if (!build.empty())
        families.push_back(command_family(shop, build));
    else if (auto cargo = cargo_family(shop))
        families.push_back(std::move(*cargo));
    else if (auto cmake = cmake_family(shop))
        families.push_back(std::move(*cmake));
    else
        families.push_back(unknown_family(shop));
    families.push_back(environment_family(shop));
    return families;
}

void refuse_unknown_name(const std::vector<Family>& families, const std::string& pattern) {
    std::vector<std::string> names;
    for (const auto& family : families)
        for (const auto& variant : family.variants) {
            if (matches(variant.told, pattern))
                return;
            names.push_back(variant.told.name);
        }
    const auto near = process::nearest_word(pattern, names);
    throw Error("no variant is called '" + pattern + "' here",
                (near ? "did you mean '" + *near + "'? " : "") + fmt::format("variants: {}", fmt::join(names, ", ")));
}

/// Keeps what is asked for by name.
void select(std::vector<Family>& families, const std::vector<std::string>& names) {
    for (const auto& name : names)
        refuse_unknown_name(families, name);
    for (auto& family : families)
        std::erase_if(family.variants, [&](const PlannedVariant& variant) {
            return !names.empty() &&
                   std::ranges::none_of(names, [&](const std::string& name) { return matches(variant.told, name); });
        });
}

bool applies(const PlannedVariant& variant) { return variant.told.status == TryStatus::applies; }

/// "improved (CPU time -12.3%)", for a line of progress.
std::string outcome_of(const Variant& variant) {
    std::string verdict(to_string(variant.verdict));
    if (const auto* const gate = gate_of_time(variant))
        verdict += fmt::format(" ({} {:+.1f}%)", metric_label(gate->name), 100 * gate->change);
    return verdict;
}

/// A place for what is built: temporary, unless the user wants to keep it.
class BuildPlace {
public:
    explicit BuildPlace(const fs::path& keep) : keep_(keep) {
        if (keep_.empty())
            return;
        fs::create_directories(keep_);
        keep_ = fs::canonical(keep_);
    }

    /// Paths are of one length, so that they shift no program's stack or sections, unless they are to be found later.
    [[nodiscard]] fs::path make(const std::string& name) const {
        const auto place = keep_.empty() ? scratch_.path() / (name == "base" ? "base" : "cand") : keep_ / name;
        if (fs::exists(place) && keep_.empty())
            fs::remove_all(place);
        if (!fs::create_directory(place))
            throw Error(place.string() + " exists already", "give --keep another directory");
        return place;
    }
    void leave(const fs::path& place) const {
        std::error_code ignored;
        if (keep_.empty())
            fs::remove_all(place, ignored);
    }
    /// For the output of trials.
    [[nodiscard]] fs::path trials() const {
        auto place = scratch_.path() / "run";
        fs::create_directories(place);
        return place;
    }

private:
    process::TemporaryDirectory scratch_;
    fs::path keep_;
};

/// One `perfeng try` under way.
class TryRun {
public:
    TryRun(const Context& context, const TryOptions& options, const Workshop& shop, std::vector<Family> families,
           Trying& trying)
        : context_(context), options_(options), shop_(shop), families_(std::move(families)), trying_(trying),
          place_(options.keep), timer_(timer_for(context, options.measure, place_.trials())) {
        for (const auto& family : families_)
            count_ += static_cast<std::size_t>(std::ranges::count_if(family.variants, applies));
    }

    void run() {
        if (count_ > 0)
            note_too_few_pairs();
        if (count_ > 0)
            (void)trial({shop_.workload(), shop_.subject.files.file, std::nullopt}); // a workload that fails ends all
        for (auto& family : families_)
            run_family(family);
    }

    /// Interrupted: what was not finished is told as such.
    void stop() {
        trying_.complete = false;
        for (auto& family : families_)
            for (auto& variant : family.variants)
                if (applies(variant))
                    rule_out(variant, "interrupted before it was finished", "start it again, or by its name alone");
    }

    void tell() {
        for (auto& family : families_)
            for (auto& variant : family.variants)
                trying_.variants.push_back(std::move(variant.told));
        sort_variants(trying_.variants);
    }

private:
    [[nodiscard]] measure::TrialSetup setup(const Built& built) const {
        return {context_.runner, timer_, built.workload, built.file, place_.trials()};
    }
    [[nodiscard]] Trial trial(const Built& built) const { return measure::run_trial(setup(built)); }

    void run_family(Family& family) {
        if (std::ranges::none_of(family.variants, applies))
            return;
        const auto base = base_of(family);
        for (auto& variant : family.variants) {
            if (!applies(variant))
                continue;
            if (!base)
                rule_out(variant, "today's program could not be built anew to compare with: " + base.error().why,
                         base.error().how);
            else if (seconds_left() <= 0)
                rule_out(variant, "the time limit was reached", "raise --time-limit, or name the variant");
            else
                run_variant(variant, *base);
        }
    }

    /// More variants ask for more evidence on each.
    void note_too_few_pairs() {
        constexpr double gated = 2; // time and peak RSS
        const auto needed = pairs_to_decide(options_.alpha / static_cast<double>(count_) / gated);
        if (options_.pairs.limit >= needed)
            return;
        trying_.notes.push_back(fmt::format("{} pairs each are too few to show anything of {} variants at once: {} are "
                                            "needed at the least. Give `--pairs {}`, or name fewer variants.",
                                            options_.pairs.limit, count_, needed, needed));
        context_.progress.warn(trying_.notes.back());
    }

    BuiltOrNot base_of(const Family& family) {
        if (!family.base)
            return Built{shop_.workload(), shop_.subject.files.file, std::nullopt};
        context_.progress.stage("today's program: build");
        auto base = family.base(place_.make("base"));
        if (!base)
            return base;
        if (!same_code(base->file, shop_.subject.files.file))
            trying_.notes.push_back("built anew, today's program is not what stands in " + shop_.subject.files.file +
                                    ": that one is older than its sources, or was built with other settings or from "
                                    "another directory. The variants are compared with the new one.");
        return attempt(*base);
    }

    /// The program, or that the workload fails with it.
    [[nodiscard]] BuiltOrNot attempt(const Built& built) const {
        try {
            (void)trial(built);
            return built;
        } catch (const process::Interrupted&) {
            throw;
        } catch (const Error& error) {
            return tl::unexpected(tools::Unavailable{error.what(), error.hint()});
        }
    }

    void run_variant(PlannedVariant& variant, const Built& base) {
        const auto announced = fmt::format("{} ({} of {})", variant.told.name, ++done_, count_);
        const bool builds = base.build_time.has_value();
        context_.progress.stage(announced + (builds ? ": build" : ""));
        const auto place = builds ? place_.make(variant.told.name) : fs::path();
        const auto built = variant.make(place);
        if (!built)
            rule_out(variant, built.error().why, built.error().how);
        else if (builds && same_code(base.file, built->file))
            rule_out(variant, "the same program comes out as today: it is built so already, or this changes nothing");
        else if (const auto works = attempt(*built); !works)
            fail(variant.told, works.error().why);
        else
            compare(variant.told, base, *built, announced);
        if (builds)
            place_.leave(place);
    }

    static void fail(Variant& variant, std::string why) {
        variant.status = TryStatus::failed;
        variant.why = std::move(why);
    }

    void compare(Variant& variant, const Built& base, const Built& built, const std::string& announced) {
        auto plan = options_.pairs;
        plan.time_limit = std::min(plan.time_limit, std::max(seconds_left(), 1.0));
        const auto alpha = options_.alpha / static_cast<double>(count_);
        std::vector<measure::TrialPair> pairs;
        try {
            run_until_known(context_, plan, options_.thresholds, alpha, setup(base), setup(built), pairs);
            judge_variant(variant, base, built, pairs, options_.thresholds, alpha);
            context_.progress.say(announced + ": " + outcome_of(variant));
        } catch (const process::Interrupted&) {
            throw;
        } catch (const Error& error) {
            fail(variant, error.what());
        }
    }

    [[nodiscard]] double seconds_left() const {
        const auto spent = std::chrono::duration<double>(SteadyClock::now() - start_).count();
        return options_.time_limit ? *options_.time_limit - spent : std::numeric_limits<double>::infinity();
    }

    const Context& context_;
    const TryOptions& options_;
    const Workshop& shop_;
    std::vector<Family> families_;
    Trying& trying_;
    BuildPlace place_;
    measure::Timer timer_;
    std::size_t count_ = 0;
    std::size_t done_ = 0;
    SteadyClock::time_point start_ = SteadyClock::now();
};

Trying started(const Subject& subject, const std::vector<Family>& families) {
    Trying trying;
    trying.id = store::uuid_v7();
    trying.created = now_utc();
    trying.workload = subject.measurement.workload;
    trying.environment = subject.measurement.environment;
    for (const auto& family : families)
        if (!family.project.empty())
            trying.project = family.project;
    return trying;
}

template <typename Work> Trying with_run(const Context& context, const TryOptions& options, const Work& work) {
    const auto subject = unsaved([&] { return identify(context, options.measure, Role::baseline); });
    const Workshop shop{context, options.measure, subject};
    auto families = families_of(shop, options.build);
    select(families, options.names);
    auto trying = started(subject, families);
    TryRun run(context, options, shop, std::move(families), trying);
    work(run);
    run.tell();
    context.progress.finish();
    return trying;
}

} // namespace

Trying list_variants(const Context& context, const TryOptions& options) {
    return with_run(context, options, [](const TryRun&) {});
}

Trying try_variants(const Context& context, const TryOptions& options) {
    return with_run(context, options, [](TryRun& run) {
        try {
            run.run();
        } catch (const process::Interrupted&) {
            run.stop();
        }
    });
}

} // namespace perfeng::pipeline

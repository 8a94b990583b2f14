#include "perfeng/pipeline/import.hpp"

#include "contents_of.hpp"
#include "figures.hpp"
#include "joining.hpp"
#include "now.hpp"
#include "opened_file.hpp"
#include "subject.hpp"

#include "perfeng/analysis/hotspots.hpp"
#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/interrupt.hpp"
#include "perfeng/store/id.hpp"
#include "perfeng/store/profile_document.hpp"
#include "perfeng/tools/benchmarks/criterion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace perfeng::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> candidate_prefixes{"optimized-", "optimised-", "candidate-"};
constexpr std::array<std::string_view, 1> baseline_prefixes{"baseline-"};

bool named_like(const std::string& path, const auto& prefixes) {
    const auto name = fs::path(path).filename().string();
    return std::ranges::any_of(prefixes, [&](std::string_view prefix) { return name.starts_with(prefix); });
}

Role role_of(const ImportOptions& options) {
    if (options.role)
        return *options.role;
    const auto candidate =
        std::ranges::find_if(options.files, [](const auto& path) { return named_like(path, candidate_prefixes); });
    if (candidate == options.files.end())
        return Role::baseline;
    const auto baseline =
        std::ranges::find_if(options.files, [](const auto& path) { return named_like(path, baseline_prefixes); });
    if (baseline != options.files.end())
        throw Error(*baseline + " and " + *candidate + " are of two sides, and one import makes one measurement",
                    "import the files of before first, then those of after; or say --role");
    return Role::candidate;
}

void note_missing(Measurement& measurement) {
    const auto note = [&](bool missing, std::string what) {
        if (missing)
            measurement.not_measured.push_back(
                {std::move(what), "no imported file tells it", "import a file that does, together with the others"});
    };
    note(measurement.metrics.empty(), "time and memory");
    note(!measurement.profile || measurement.profile->unit == Unit::bytes, "CPU profile");
    note(!measurement.allocations, "allocations");
    note(!measurement.leaks, "leaks");
}

/// Everything that one import works with.
class Import {
public:
    Import(process::Runner& runner, const ImportOptions& options, store::Store* store)
        : runner_(runner), options_(options), store_(store) {}

    void read(const std::string& path) {
        const auto scratch = scratch_.path() / std::to_string(read_++);
        fs::create_directory(scratch);
        const OpenedFile file(runner_, path, scratch);
        auto [format, contents] = contents_of(file.text(), options_.as);
        tools::name_criterion(contents.value, fs::absolute(path).string());
        ImportedFile imported{.path = path,
                              .format = std::string(format->name),
                              .what = std::string(format->what),
                              .warnings = std::move(contents.warnings)};
        joining_.add(std::move(imported), std::move(contents.value));
        if (store_ != nullptr)
            artifacts_.push_back(
                {std::string(format->name), store_->put_blob_file(file.path()), fs::path(path).filename().string()});
        fs::remove_all(scratch);
    }

    std::vector<Measurement> finish(Role role) {
        std::vector<Measurement> made;
        if (joining_.empty())
            return made;
        auto measurement = joining_.take();
        if (joining_.base_profile()) {
            auto before = measurement;
            before.metrics.clear();
            before.profile = std::move(joining_.base_profile());
            analysis::tally(*before.profile);
            made.push_back(finished(std::move(before), Role::baseline));
            role = Role::candidate;
        }
        made.push_back(finished(std::move(measurement), role));
        return made;
    }

private:
    Measurement finished(Measurement measurement, Role role) {
        measurement.id = store::uuid_v7();
        measurement.role = role;
        measurement.name = options_.name;
        measurement.created = now_utc();
        measurement.timer = "imported";
        measurement.workload.cwd = fs::current_path().string();
        if (!options_.command.empty())
            measurement.workload.argv = options_.command;
        measurement.environment.perfeng_version = PERFENG_VERSION;
        measurement.artifacts = artifacts_;
        add_size_figures(measurement);
        add_allocation_figures(measurement);
        add_leak_figures(measurement);
        note_missing(measurement);
        conclude(runner_, store_, measurement,
                 {.budgets = options_.budgets,
                  .watch = options_.watch,
                  .rules = options_.rules,
                  .evidence = joining_.evidence(options_.evidence)});
        save(measurement);
        return measurement;
    }

    void save(Measurement& measurement) {
        if (store_ == nullptr)
            return;
        if (measurement.profile)
            measurement.artifacts.push_back(
                {"profile", store_->put_blob(store::write_profile(*measurement.profile)), "profile.json"});
        store_->save(measurement);
    }

    process::Runner& runner_;
    const ImportOptions& options_;
    store::Store* store_;
    process::TemporaryDirectory scratch_;
    int read_ = 0;
    Joining joining_;
    std::vector<Artifact> artifacts_;
};

} // namespace

Imports import_files(process::Runner& runner, const ImportOptions& options, store::Store* store) {
    const auto role = role_of(options);
    if (!options.as.empty())
        (void)format_by_name(options.as);
    Import import(runner, options, store);
    Imports imports;
    for (const auto& path : options.files) {
        process::check_interrupt();
        try {
            import.read(path);
        } catch (const process::Interrupted&) {
            throw;
        } catch (const Error& error) {
            imports.refused.push_back({path, error.what(), error.hint()});
        }
    }
    imports.measurements = import.finish(role);
    return imports;
}

} // namespace perfeng::pipeline

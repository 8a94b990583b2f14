#include "commands.hpp"
#include "measuring_options.hpp"

#include "perfeng/analysis/merging.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/store/document.hpp"

namespace perfeng::cli {
namespace {

/// A comparison is a judgement of one workload.
Judgement judgement_of_one(Comparison comparison) {
    Judgement judgement;
    judgement.id = comparison.id;
    judgement.created = comparison.created;
    judgement.checks = comparison.checks;
    const auto& candidate = comparison.candidate;
    judgement.workloads.push_back({candidate.command, std::move(comparison), ""});
    return judgement;
}

Judgement read_part(const std::string& path) {
    const auto text = process::read_file(path);
    if (auto judgement = store::read_judgement(text))
        return std::move(*judgement);
    auto comparison = store::read_comparison(text);
    if (!comparison)
        throw Error(path + " is neither of perfeng check nor of perfeng compare: " + to_string(comparison.error()),
                    "give documents that --json or --export json=FILE wrote");
    return judgement_of_one(std::move(*comparison));
}

class Merge : public Command {
public:
    [[nodiscard]] std::string name() const override { return "merge"; }
    [[nodiscard]] std::string summary() const override {
        return "Join the documents of perfeng check from several machines into one verdict";
    }
    [[nodiscard]] std::string details() const override {
        return R"(The parts are documents of `perfeng check --json` of the same two revisions: shards with other workloads, or the
same workloads on other machines, whose pairs are then pooled (random effects). Exit status as perfeng check.

Examples:
  perfeng merge part1.json part2.json
  perfeng merge parts/*.json --export junit=junit.xml)";
    }

    void add_options(CLI::App& app) override {
        app.add_option("parts", files_, "Documents of perfeng check, or of perfeng compare")
            ->type_name("FILE...")
            ->required();
        app.add_flag("--strict", strict_, "Exit status 4 where something is open");
    }

    ExitCode run(Session& session) override {
        session.check_output(report::Document::judgement);
        std::vector<Judgement> parts;
        for (const auto& file : files_)
            parts.push_back(read_part(file));
        const auto judgement = analysis::merge(parts, GateOptions().alpha(), strict_);
        session.emit(judgement);
        return static_cast<ExitCode>(judgement.gate.exit_status);
    }

private:
    std::vector<std::string> files_;
    bool strict_ = false;
};

} // namespace

std::unique_ptr<Command> merge_command() { return std::make_unique<Merge>(); }

} // namespace perfeng::cli

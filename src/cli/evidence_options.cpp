#include "evidence_options.hpp"

namespace perfeng::cli {

void EvidenceOptions::add_to(CLI::App& app) {
    app.add_option("--coverage", coverage_,
                   "What tests executed: lcov, llvm-cov, gcov, gcovr, Cobertura, JaCoCo or Go (repeatable)")
        ->type_name("FILE");
    app.add_option("--lints", lints_, "What clippy, clang-tidy or cppcheck said (repeatable)")->type_name("FILE");
}

pipeline::Evidence EvidenceOptions::read(Session& session) const {
    return pipeline::read_evidence(session.runner(), coverage_, lints_, session.progress());
}

void add_sort_risks(CLI::App& app, std::string& order) {
    app.add_option("--sort-risks", order, "score, heat, coverage or churn")
        ->check(CLI::IsMember({"score", "heat", "coverage", "churn"}))
        ->capture_default_str();
}

} // namespace perfeng::cli

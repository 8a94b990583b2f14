#pragma once

#include "perfeng/measure/progress.hpp"
#include "perfeng/model/comparison.hpp"
#include "perfeng/model/error.hpp"
#include "perfeng/pipeline/context.hpp"
#include "perfeng/process/runner.hpp"
#include "perfeng/report/report.hpp"
#include "perfeng/store/store.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace perfeng::cli {

/// The options that every command has.
struct SharedOptions {
    bool json = false;
    bool quiet = false;
    bool verbose = false;
    std::string format = "text";
    std::string out;
    std::string store = ".perfeng";
    std::string config;
    std::string color = "auto";
};

/// What a command works with: the shared options, the words after `--`, the store, and the way its result goes out.
class Session {
public:
    Session(SharedOptions options, std::vector<std::string> workload_words);

    [[nodiscard]] const SharedOptions& options() const { return options_; }
    [[nodiscard]] const std::vector<std::string>& workload_words() const { return workload_words_; }
    /// Opened, and created where it does not exist, at the first call.
    [[nodiscard]] store::Store& store();
    /// Null where there is none: reading leaves no empty store behind.
    [[nodiscard]] store::Store* existing_store();
    [[nodiscard]] pipeline::Context context() { return {*runner_, store(), *progress_}; }
    [[nodiscard]] measure::Progress& progress() { return *progress_; }
    [[nodiscard]] process::Runner& runner() { return *runner_; }

    [[nodiscard]] report::Style style() const;
    /// The format asked for. Throws Error (with what was probably meant) where there is none of that name.
    [[nodiscard]] const report::Format& format() const;

    /// A measurement by reference, or from the JSON document of that path.
    [[nodiscard]] Measurement load(const std::string& reference);
    /// The same, its profile with stacks where the store has them.
    [[nodiscard]] Measurement load_with_stacks(const std::string& reference);

    /// Fails before hours of work where `--out` cannot be written.
    void check_output() const;
    /// To stdout, or whole into the file of `--out`.
    void emit(const std::string& text) const;

private:
    SharedOptions options_;
    std::vector<std::string> workload_words_;
    std::unique_ptr<process::Runner> runner_;
    std::unique_ptr<measure::Progress> progress_;
    std::optional<store::Store> store_;
};

} // namespace perfeng::cli

#pragma once

#include "given.hpp"

#include "perfeng/measure/progress.hpp"
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
    std::vector<std::string> exports; ///< FORMAT=FILE
    std::string store = ".perfeng";
    std::string config;
    std::string color = "auto";
};

/// One of `--export FORMAT=FILE`.
struct Export {
    const report::Format* format = nullptr;
    std::string file;
};

/// What a command works with: the shared options, the words after `--`, the store, and the way its result goes out.
class Session {
public:
    Session(SharedOptions options, std::vector<std::string> workload_words, std::vector<Given> given = {});

    [[nodiscard]] const SharedOptions& options() const { return options_; }
    [[nodiscard]] const std::vector<std::string>& workload_words() const { return workload_words_; }
    /// What environment and files gave to the options of this command.
    [[nodiscard]] const std::vector<Given>& given() const { return given_; }
    /// Opened, and created where it does not exist, at the first call.
    [[nodiscard]] store::Store& store();
    /// Null where there is none: reading leaves no empty store behind.
    [[nodiscard]] store::Store* existing_store();
    /// Another store. A password in its URL is warned of.
    [[nodiscard]] store::Store open_store(const std::string& where);
    [[nodiscard]] pipeline::Context context() { return {*runner_, store(), *progress_}; }
    [[nodiscard]] measure::Progress& progress() { return *progress_; }
    [[nodiscard]] process::Runner& runner() { return *runner_; }

    [[nodiscard]] report::Style style() const;
    /// The format asked for. Throws Error (with what was probably meant) where there is none of that name.
    [[nodiscard]] const report::Format& format() const;
    /// The same of a command with a page of its own, which is told as text, markdown or json. Throws Error for others.
    [[nodiscard]] const report::Format& page_format() const;

    /// A measurement by reference, or from the JSON document of that path.
    [[nodiscard]] Measurement load(const std::string& reference);
    /// The same, its profile with stacks where the store has them.
    [[nodiscard]] Measurement load_with_stacks(const std::string& reference);

    /// Fails before hours of work where `--out` cannot be written, or `--export` is given: nothing is exported of a
    /// page.
    void check_output() const;
    /// Likewise where `--format` or an `--export` cannot tell such a document, or its file cannot be written.
    void check_output(report::Document document) const;
    /// To stdout, or whole into the file of `--out`.
    void emit(const std::string& text) const;
    /// The document in the format asked for, and in every `--export`.
    void emit(const Measurement& measurement, const report::Style& style) const;
    void emit(const Measurement& measurement) const { emit(measurement, style()); }
    void emit(const Comparison& comparison) const;
    void emit(const Judgement& judgement) const;
    /// The exports alone.
    void write_exports(const Measurement& measurement, const report::Style& style) const;

private:
    void warn_of_password(const std::string& where);
    [[nodiscard]] std::vector<Export> exports() const;
    template <typename Record> void write_all_exports(const Record& record, report::Style style) const;

    SharedOptions options_;
    std::vector<std::string> workload_words_;
    std::string root_; ///< of the repository, or where perfeng runs
    std::vector<Given> given_;
    std::unique_ptr<process::Runner> runner_;
    std::unique_ptr<measure::Progress> progress_;
    std::optional<store::Store> store_;
};

} // namespace perfeng::cli

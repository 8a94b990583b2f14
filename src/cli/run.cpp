#include "perfeng/cli/run.hpp"

#include "command.hpp"
#include "config.hpp"
#include "terminal.hpp"

#include "perfeng/process/interrupt.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/store/location.hpp"

#include <fmt/format.h>
#include <spdlog/cfg/helpers.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <new>

namespace perfeng::cli {
namespace {

constexpr auto summary = "Measure a command, find why it is slow, prove that a change helped.";
constexpr auto footer = "The working method:\n"
                        "  perfeng baseline -- CMD ARGS    how does it perform now?\n"
                        "  perfeng bottleneck              why?\n"
                        "  (change the program)\n"
                        "  perfeng remeasure               measure again, in pairs with the baseline\n"
                        "  perfeng compare                 did it help, or hurt?\n\n"
                        "Exit status: 0 ok, 1 the gate failed, 2 bad usage or a missing tool, 3 the workload failed,\n"
                        "4 inconclusive (only with --strict), 130 interrupted.";

/// perfeng's own words, and those after the first `--`.
struct Words {
    std::vector<std::string> own;
    std::vector<std::string> workload;
    bool separated = false;
};

Words split(int argc, char** argv) {
    Words words;
    for (int i = 1; i < argc; i++) {
        const std::string word = argv[i];
        if (!words.separated && word == "--")
            words.separated = true;
        else
            (words.separated ? words.workload : words.own).push_back(word);
    }
    return words;
}

void add_shared_options(CLI::App& app, SharedOptions& shared) {
    app.add_flag("--json", shared.json, "Print the JSON document (as --format json)");
    app.add_option("--format", shared.format, report::format_names())->capture_default_str();
    app.add_option("--out", shared.out, "Write the result there instead of to stdout")->type_name("FILE");
    app.add_option("--store", shared.store,
                   "Where measurements are kept: a directory, or postgres://USER@HOST/DATABASE")
        ->type_name("WHERE")
        ->capture_default_str();
    app.add_option("--export", shared.exports, "Write the result in that format too, as junit=report.xml (repeatable)")
        ->type_name("FORMAT=FILE")
        ->allow_extra_args(false);
    app.add_option("--config", shared.config, "The configuration, instead of the nearest perfeng.toml")
        ->type_name("FILE");
    app.add_option("--color", shared.color, "always, never or auto")
        ->check(CLI::IsMember({"always", "never", "auto"}))
        ->capture_default_str();
    app.add_flag("--quiet", shared.quiet, "No progress and no messages but warnings");
    app.add_flag("--verbose", shared.verbose, "Everything in reports, and what perfeng does on stderr");
}

/// Before anything may print the words.
void refuse_passwords(const std::vector<std::string>& words) {
    if (std::ranges::any_of(words, [](const std::string& word) { return store::holds_password(word); }))
        throw Error("a password stands in a URL on the command line, where the list of processes shows it to everyone",
                    "take it out (and change it), and put it into " + std::string(store::password_places));
}

struct Registered {
    std::unique_ptr<Command> command;
    CLI::App* app = nullptr;
};

/// The parser of the whole command line, and the command that it found.
class Parser {
public:
    Parser() : app_(summary, "perfeng") {
        app_.footer(footer);
        app_.set_version_flag("--version", "perfeng " PERFENG_VERSION);
        app_.require_subcommand(0, 1);
        app_.fallthrough();
        add_shared_options(app_, shared);
        for (auto& command : all_commands()) {
            auto* const sub = app_.add_subcommand(command->name(), command->summary());
            command->add_options(*sub);
            const auto details = command->details();
            sub->footer((details.empty() ? "" : details + "\n\n") +
                        std::string("Shared options (--json, --format, --out, --store, ...): perfeng --help"));
            sub->allow_extras();
            registered_.push_back({std::move(command), sub});
        }
        app_.allow_extras();
    }

    /// Null where help or version was asked for, and printed.
    Command* parse(std::vector<std::string> words) {
        refuse_passwords(words);
        std::ranges::reverse(words); // the form in which CLI11 takes a vector
        try {
            app_.parse(words);
        } catch (const CLI::Success& asked) { // help and version
            write_stdout(asked.get_name() == "CallForVersion" ? std::string(asked.what()) + "\n" : help());
            return nullptr;
        } catch (const CLI::ParseError& error) {
            throw Error(error.what(),
                        "see perfeng " + std::string(current() ? current()->app->get_name() + " " : "") + "--help");
        }
        const auto* const chosen = current();
        refuse_extras(chosen);
        if (chosen == nullptr) {
            write_stdout(app_.help());
            return nullptr;
        }
        given = apply_configuration(app_, *chosen->app, shared.config);
        return chosen->command.get();
    }

    SharedOptions shared;
    std::vector<Given> given;

private:
    [[nodiscard]] const Registered* current() const {
        for (const auto& entry : registered_)
            if (entry.app->parsed())
                return &entry;
        return nullptr;
    }

    [[nodiscard]] std::string help() const {
        const auto* const chosen = current();
        return chosen != nullptr ? chosen->app->help("perfeng") : app_.help();
    }

    void refuse_extras(const Registered* chosen) const {
        auto extras = app_.remaining();
        if (chosen != nullptr)
            for (const auto& word : chosen->app->remaining())
                extras.push_back(word);
        if (extras.empty())
            return;
        const auto& word = extras.front();
        if (word.starts_with("-"))
            refuse_option(word, chosen);
        if (chosen == nullptr)
            refuse_command(word);
        throw Error("unexpected '" + word + "'", chosen->command->takes_workload()
                                                     ? "write `--` before the command to measure: perfeng " +
                                                           chosen->command->name() + " -- " +
                                                           process::join_words(extras)
                                                     : "see perfeng " + chosen->command->name() + " --help");
    }

    [[noreturn]] void refuse_option(const std::string& word, const Registered* chosen) const {
        std::vector<std::string> known;
        for (const auto* const owner : {&app_, chosen != nullptr ? static_cast<const CLI::App*>(chosen->app) : &app_})
            for (const auto* const option : owner->get_options())
                for (const auto& name : option->get_lnames())
                    known.push_back("--" + name);
        const auto near = process::nearest_word(word.substr(0, word.find('=')), known);
        throw Error("unknown option '" + word + "'",
                    near ? "did you mean '" + *near + "'?"
                         : "see perfeng " + (chosen != nullptr ? chosen->command->name() + " " : "") + "--help");
    }

    [[noreturn]] void refuse_command(const std::string& word) const {
        std::vector<std::string> known;
        for (const auto& entry : registered_)
            known.push_back(entry.command->name());
        const auto near = process::nearest_word(word, known);
        throw Error("unknown command '" + word + "'", near ? "did you mean '" + *near + "'?" : "see perfeng --help");
    }

    CLI::App app_;
    std::vector<Registered> registered_;
};

/// Diagnostics go to stderr: PERFENG_LOG (trace, debug, info, ...), or --verbose for debug.
void start_logging(bool verbose) {
    auto logger = spdlog::stderr_logger_st("perfeng");
    logger->set_pattern("%H:%M:%S.%e %l %v");
    spdlog::set_default_logger(logger);
    spdlog::set_level(verbose ? spdlog::level::debug : spdlog::level::warn);
    if (const char* const level = std::getenv("PERFENG_LOG"))
        spdlog::cfg::helpers::load_levels(level);
}

ExitCode run_words(Words words) {
    Parser parser;
    auto* const command = parser.parse(std::move(words.own));
    if (command == nullptr)
        return ExitCode::ok;
    if (!command->takes_workload() && words.separated)
        throw Error("perfeng " + command->name() + " takes no command after `--`",
                    "see perfeng " + command->name() + " --help");
    start_logging(parser.shared.verbose);
    Session session(parser.shared, std::move(words.workload), std::move(parser.given));
    return command->run(session);
}

int fail(std::string message, const std::string& hint, ExitCode code) {
    message.erase(message.find_last_not_of('\n') + 1); // a program's last words end with their own
    const auto text = "perfeng: error: " + message + "\n" + (hint.empty() ? "" : "  hint: " + hint + "\n");
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
    return static_cast<int>(code);
}

} // namespace

int run(int argc, char** argv) {
    try {
        process::catch_interrupts();
        return static_cast<int>(run_words(split(argc, argv)));
    } catch (const ClosedPipe&) {
        return 0;
    } catch (const Error& error) {
        return fail(error.what(), error.hint(), error.code());
    } catch (const std::bad_alloc&) {
        return fail("out of memory", "give it a smaller input, or the machine more memory", ExitCode::usage);
    } catch (const std::exception& error) {
        return fail(std::string("internal error: ") + error.what(),
                    "please report it, with the command and the output of --verbose", ExitCode::usage);
    }
}

} // namespace perfeng::cli

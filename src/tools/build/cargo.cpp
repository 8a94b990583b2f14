#include "perfeng/tools/build/cargo.hpp"

#include "text/reading.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace perfeng::tools {
namespace {

using nlohmann::json;

/// Options whose value is the next word, unless it stands behind "=" (or a short option's letter).
constexpr std::array<std::string_view, 18> options_with_value{
    "-p",       "--package",       "--bin",     "--example",       "-F",      "--features",
    "-j",       "--jobs",          "--profile", "--target",        "--color", "--target-dir",
    "--config", "--manifest-path", "-Z",        "--lockfile-path", "-C",      "--message-format"};

bool takes_value(std::string_view word) {
    return std::find(options_with_value.begin(), options_with_value.end(), word) != options_with_value.end();
}

bool is_cargo(std::string_view program) { return program.substr(program.rfind('/') + 1) == "cargo"; }

/// The value of option `name` at `at`, as "--name VALUE" or "--name=VALUE".
std::optional<std::string> value_of(const std::vector<std::string>& argv, std::size_t at, std::string_view name) {
    std::string_view word = argv[at];
    if (!skip(word, name))
        return std::nullopt;
    if (skip(word, "="))
        return std::string(word);
    return word.empty() && at + 1 < argv.size() ? std::optional(argv[at + 1]) : std::nullopt;
}

/// Copies the options from `at` on into the build, and returns where they end.
std::size_t take_options(const std::vector<std::string>& argv, std::size_t at, CargoRun& run) {
    while (at < argv.size() && argv[at].starts_with('-') && argv[at] != "--") {
        for (const auto* name : {"--bin", "--example"})
            if (const auto value = value_of(argv, at, name))
                run.target = *value;
        const bool ours = argv[at].starts_with("--message-format");
        const std::size_t words = takes_value(argv[at]) && at + 1 < argv.size() ? 2 : 1;
        for (std::size_t i = 0; i < words && !ours; ++i)
            run.build.push_back(argv[at + i]);
        at += words;
    }
    return at;
}

bool asks_for_help(const std::vector<std::string>& words) {
    return std::any_of(words.begin(), words.end(), [](const auto& word) { return word == "-h" || word == "--help"; });
}

std::string text(const json& object, const char* key) {
    const auto value = object.find(key);
    if (value == object.end() || value->is_null())
        return {};
    return value->is_string() ? value->get<std::string>() : value->dump();
}

const json& member(const json& object, const char* key) {
    static const json none = json::object();
    const auto value = object.find(key);
    return value != object.end() && value->is_object() ? *value : none;
}

/// An artifact that can be run as a program of its own; a build script and a library cannot.
std::optional<CargoExecutable> executable(const json& message) {
    CargoExecutable result;
    result.name = text(member(message, "target"), "name");
    result.path = text(message, "executable");
    if (text(message, "reason") != "compiler-artifact" || result.path.empty())
        return std::nullopt;
    const json& profile = member(message, "profile");
    result.opt_level = text(profile, "opt_level");
    const auto debug_info = text(profile, "debuginfo");
    result.debug_info = debug_info.empty() ? "0" : debug_info;
    result.debug_assertions = text(profile, "debug_assertions") == "true";
    return result;
}

struct Messages {
    std::vector<CargoExecutable> executables;
    std::optional<bool> success;
};

tl::expected<Messages, ReadError> read_messages(std::string_view json_lines) {
    Messages messages;
    for (Lines lines(json_lines); lines.next();) {
        if (!lines.line().starts_with('{'))
            continue;
        const auto message = json::parse(lines.line(), nullptr, false);
        if (message.is_discarded() || !message.is_object())
            return refuse(lines.number(), lines.line(), "a JSON message of cargo");
        if (text(message, "reason") == "build-finished")
            messages.success = text(message, "success") == "true";
        if (auto found = executable(message))
            messages.executables.push_back(std::move(*found));
    }
    return messages;
}

std::string names(const std::vector<CargoExecutable>& executables) {
    std::string result;
    for (const auto& one : executables)
        result += (result.empty() ? "" : ", ") + one.name;
    return result;
}

} // namespace

std::optional<CargoRun> recognise_cargo_run(const std::vector<std::string>& argv) {
    if (argv.empty() || !is_cargo(argv.front()))
        return std::nullopt;
    CargoRun run;
    run.build.push_back(argv.front());
    std::size_t at = 1;
    if (at < argv.size() && argv[at].starts_with('+'))
        run.build.push_back(argv[at++]);
    at = take_options(argv, at, run);
    if (at == argv.size() || (argv[at] != "run" && argv[at] != "r"))
        return std::nullopt;
    run.build.insert(run.build.end(), {"build", "--message-format=json-render-diagnostics"});
    at = take_options(argv, at + 1, run);
    if (asks_for_help(run.build))
        return std::nullopt;
    if (at < argv.size() && argv[at] == "--")
        ++at;
    run.arguments.assign(argv.begin() + static_cast<std::ptrdiff_t>(at), argv.end());
    return run;
}

tl::expected<CargoExecutable, ReadError> read_cargo_messages(std::string_view json_lines, std::string_view target) {
    auto messages = read_messages(json_lines);
    if (!messages)
        return tl::unexpected(messages.error());
    if (messages->success != true)
        return refuse(0, messages->success ? "a build that failed" : "no message build-finished", "a finished build");
    auto& executables = messages->executables;
    if (!target.empty())
        std::erase_if(executables, [&](const auto& one) { return one.name != target; });
    if (executables.empty())
        return refuse(0, "no program", target.empty() ? "a program to run" : "a program named " + std::string(target));
    if (executables.size() > 1)
        return tl::unexpected(ReadError{0, names(executables), "one program (choose with --bin NAME)"});
    return executables.front();
}

} // namespace perfeng::tools

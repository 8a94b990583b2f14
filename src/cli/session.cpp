#include "session.hpp"

#include "terminal.hpp"

#include "perfeng/pipeline/profile.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/store/document.hpp"
#include "perfeng/store/location.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

namespace perfeng::cli {
namespace {

namespace fs = std::filesystem;

Measurement load_document(const std::string& path) {
    auto measurement = store::read_measurement(process::read_file(path));
    if (!measurement)
        throw Error(path + " is no measurement: " + to_string(measurement.error()),
                    "give a document that `perfeng baseline --json` or `perfeng report --json` wrote");
    return std::move(*measurement);
}

constexpr std::array<std::string_view, 3> formats_of_pages{"text", "markdown", "json"};

const report::Format& format_named(const std::string& name) {
    if (const auto* const format = report::find_format(name))
        return *format;
    std::vector<std::string> names;
    for (const auto& format : report::formats())
        names.emplace_back(format.name);
    const auto near = process::nearest_word(name, names);
    throw Error("unknown format '" + name + "'",
                (near ? "did you mean '" + *near + "'? " : "") + std::string("formats: ") + report::format_names());
}

Export read_export(const std::string& text) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals + 1 == text.size())
        throw Error("--export '" + text + "' names no file", "write it as FORMAT=FILE: --export junit=report.xml");
    return {&format_named(text.substr(0, equals)), text.substr(equals + 1)};
}

void check_writable(const std::string& file, const std::string& option) {
    if (file.empty())
        return;
    const bool replaced = !fs::exists(file) || fs::is_regular_file(file); // a device is written to
    const auto place = replaced ? fs::absolute(file).parent_path() : fs::path(file);
    if (::access(place.c_str(), W_OK) != 0 || fs::is_directory(file))
        throw Error("cannot write " + file + ": its directory is missing or not writable, or it is one itself",
                    "check " + option);
}

/// The repository that the working directory lies in, else that directory.
std::string root_of_repository() {
    std::error_code unreachable;
    const auto here = fs::current_path(unreachable);
    auto root = process::repository_root(here);
    return root.empty() ? here.string() : std::move(root);
}

} // namespace

Session::Session(SharedOptions options, std::vector<std::string> workload_words, std::vector<Given> given)
    : options_(std::move(options)), workload_words_(std::move(workload_words)), root_(root_of_repository()),
      given_(std::move(given)), runner_(process::system_runner()), progress_(terminal_progress(options_.quiet)) {
    if (options_.json)
        options_.format = "json";
}

store::Store& Session::store() {
    if (!store_)
        store_.emplace(open_store(options_.store));
    return *store_;
}

store::Store Session::open_store(const std::string& where) {
    warn_of_password(where);
    return store::Store::open(where);
}

void Session::warn_of_password(const std::string& where) {
    if (store::is_url(where) && store::holds_password(where))
        progress_->warn("a password stands in the URL of the store " + store::shown(where) + ": better in " +
                        std::string(store::password_places));
}

store::Store* Session::existing_store() {
    if (!store_) {
        warn_of_password(options_.store);
        store_ = store::Store::open_existing(options_.store);
    }
    return store_ ? &*store_ : nullptr;
}

report::Style Session::style() const {
    report::Style style;
    style.color = options_.out.empty() && wants_color(options_.color);
    style.width = options_.out.empty() ? terminal_width() : 0;
    style.verbose = options_.verbose;
    style.root = root_;
    return style;
}

const report::Format& Session::format() const { return format_named(options_.format); }

const report::Format& Session::page_format() const {
    const auto& chosen = format();
    if (std::ranges::find(formats_of_pages, chosen.name) == formats_of_pages.end())
        throw Error("the format '" + options_.format + "' is for measurements and comparisons only",
                    "formats of this command: text, markdown, json");
    return chosen;
}

Measurement Session::load(const std::string& reference) {
    if (reference.ends_with(".json") || (reference.find('/') != std::string::npos && fs::exists(reference)))
        return load_document(reference);
    if (auto* const store = existing_store())
        return store->load(reference);
    throw Error("nothing has been measured yet: there is no store " + store::shown(options_.store),
                "make a measurement first: perfeng baseline -- CMD; or name the store with --store DIR or --store "
                "postgres://...");
}

Measurement Session::load_with_stacks(const std::string& reference) {
    auto measurement = load(reference);
    if (auto* const store = existing_store())
        pipeline::load_stacks(*store, measurement);
    return measurement;
}

std::vector<Export> Session::exports() const {
    std::vector<Export> all;
    std::set<std::string> files;
    if (!options_.out.empty())
        files.insert(options_.out);
    for (const auto& text : options_.exports) {
        all.push_back(read_export(text));
        if (!files.insert(all.back().file).second)
            throw Error("two results would be written to " + all.back().file, "give each --export a file of its own");
    }
    return all;
}

void Session::check_output() const {
    if (!options_.exports.empty())
        throw Error("this command has nothing for --export",
                    "--export goes with baseline, remeasure, import, report, bottleneck, compare and check");
    check_writable(options_.out, "--out");
}

void Session::check_output(report::Document document) const {
    require(format(), document);
    check_writable(options_.out, "--out");
    for (const auto& each : exports()) {
        require(*each.format, document);
        check_writable(each.file, "--export");
    }
}

void Session::emit(const std::string& text) const {
    if (options_.out.empty())
        write_stdout(text);
    else
        process::write_file(options_.out, text);
}

template <typename Record> void Session::write_all_exports(const Record& record, report::Style style) const {
    style.color = false;
    style.width = 0;
    for (const auto& each : exports())
        process::write_file(each.file, report::write(*each.format, record, style));
}

void Session::emit(const Measurement& measurement, const report::Style& style) const {
    write_exports(measurement, style); // first: a pipe that closes on stdout ends perfeng
    emit(report::write(format(), measurement, style));
}

void Session::emit(const Comparison& comparison) const {
    write_all_exports(comparison, style());
    emit(report::write(format(), comparison, style()));
}

void Session::emit(const Judgement& judgement) const {
    write_all_exports(judgement, style());
    emit(report::write(format(), judgement, style()));
}

void Session::write_exports(const Measurement& measurement, const report::Style& style) const {
    write_all_exports(measurement, style);
}

} // namespace perfeng::cli

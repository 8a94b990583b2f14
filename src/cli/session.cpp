#include "session.hpp"

#include "terminal.hpp"

#include "perfeng/pipeline/profile.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/store/document.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

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

} // namespace

Session::Session(SharedOptions options, std::vector<std::string> workload_words)
    : options_(std::move(options)), workload_words_(std::move(workload_words)), runner_(process::system_runner()),
      progress_(terminal_progress(options_.quiet)) {
    if (options_.json)
        options_.format = "json";
}

store::Store& Session::store() {
    if (!store_)
        store_.emplace(store::Store::open(options_.store));
    return *store_;
}

store::Store* Session::existing_store() {
    if (!store_)
        store_ = store::Store::open_existing(options_.store);
    return store_ ? &*store_ : nullptr;
}

report::Style Session::style() const {
    report::Style style;
    style.color = options_.out.empty() && wants_color(options_.color);
    style.width = options_.out.empty() ? terminal_width() : 0;
    style.verbose = options_.verbose;
    return style;
}

const report::Format& Session::format() const {
    if (const auto* const format = report::find_format(options_.format))
        return *format;
    std::vector<std::string> names;
    for (const auto& format : report::formats())
        names.emplace_back(format.name);
    const auto near = process::nearest_word(options_.format, names);
    std::string all;
    for (const auto& name : names)
        all += (all.empty() ? "" : ", ") + name;
    throw Error("unknown format '" + options_.format + "'",
                (near ? "did you mean '" + *near + "'? " : "") + std::string("formats: ") + all);
}

Measurement Session::load(const std::string& reference) {
    if (reference.ends_with(".json") || (reference.find('/') != std::string::npos && fs::exists(reference)))
        return load_document(reference);
    if (auto* const store = existing_store())
        return store->load(reference);
    throw Error("nothing has been measured yet: there is no store " + options_.store,
                "make a measurement first: perfeng baseline -- CMD; or name the store with --store DIR");
}

Measurement Session::load_with_stacks(const std::string& reference) {
    auto measurement = load(reference);
    if (auto* const store = existing_store())
        pipeline::load_stacks(*store, measurement);
    return measurement;
}

void Session::check_output() const {
    if (options_.out.empty())
        return;
    const auto parent = fs::absolute(options_.out).parent_path();
    if (::access(parent.c_str(), W_OK) != 0)
        throw Error("cannot write " + options_.out + ": its directory is missing or not writable", "check --out");
}

void Session::emit(const std::string& text) const {
    if (options_.out.empty())
        write_stdout(text);
    else
        process::write_file(options_.out, text);
}

} // namespace perfeng::cli

#include "perfeng/measure/build_time.hpp"

#include "build_ways.hpp"

#include "perfeng/process/interrupt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace perfeng::measure {
namespace {

namespace fs = std::filesystem;

/// A file's time of modification, given back at the end.
class TouchedFile {
public:
    explicit TouchedFile(fs::path file) : file_(std::move(file)), before_(fs::last_write_time(file_)) {}
    ~TouchedFile() {
        std::error_code ignored;
        fs::last_write_time(file_, before_, ignored);
    }
    TouchedFile(const TouchedFile&) = delete;
    TouchedFile& operator=(const TouchedFile&) = delete;

    void touch() const { fs::last_write_time(file_, fs::file_time_type::clock::now()); }

private:
    fs::path file_;
    fs::file_time_type before_;
};

/// Why a build is not measured.
struct BuildFailed {
    std::string why;
    std::string how;
};

std::string last_lines(const std::string& text) {
    constexpr std::size_t shown = 400;
    const auto cut = text.size() > shown ? text.substr(text.size() - shown) : text;
    return cut.substr(0, cut.find_last_not_of(" \n") + 1);
}

class Building {
public:
    Building(process::Runner& runner, const BuildPlan& plan, BuildWay way)
        : runner_(runner), plan_(plan), way_(std::move(way)), left_(plan.limit) {}

    double clean_build() {
        if (!way_.clean.empty())
            (void)run(way_.clean, false);
        if (!way_.directory.empty())
            fs::remove_all(way_.directory);
        if (!way_.configure.empty())
            (void)run(way_.configure, false);
        return run(way_.build, true);
    }

    double build() { return run(way_.build, false); }

    [[nodiscard]] const BuildWay& way() const { return way_; }

private:
    double run(const std::string& line, bool without_cache) {
        process::check_interrupt();
        if (left_ <= 0)
            throw BuildFailed{fmt::format("builds took longer than {:g} s in all", plan_.limit),
                              "allow more: --pass-limit 1h"};
        process::Command command;
        command.argv = {"/bin/sh", "-c", line};
        command.cwd = plan_.cwd.string();
        command.env = way_.env;
        if (without_cache)
            command.env["CCACHE_DISABLE"] = "1";
        command.out = process::Output::capture();
        command.err = process::Output::capture();
        command.timeout = left_;
        const auto done = runner_.run(command);
        left_ -= done.usage.wall_time;
        if (done.status.timed_out)
            throw BuildFailed{fmt::format("builds took longer than {:g} s in all", plan_.limit),
                              "allow more: --pass-limit 1h"};
        if (!done.status.ok())
            throw BuildFailed{fmt::format("`{}` failed: {}: {}", line, to_string(done.status),
                                          last_lines(done.err.empty() ? done.out : done.err)),
                              "mend the command, then try again"};
        return done.usage.wall_time;
    }

    process::Runner& runner_;
    const BuildPlan& plan_;
    BuildWay way_;
    double left_;
};

void measure_clean(Building& building, int repeats, BuildMeasurement& measured) {
    for (int i = 0; i < repeats; ++i)
        measured.clean.push_back(building.clean_build());
    if (building.way().times != nullptr)
        measured.times = building.way().times(building.way().directory);
}

void measure_incremental(Building& building, const fs::path& file, int repeats, BuildMeasurement& measured) {
    const TouchedFile source(file);
    measured.touched = file.string();
    for (int i = 0; i < repeats; ++i) {
        source.touch();
        measured.incremental.push_back(building.build());
    }
}

/// Runs `measure`; what fails is told, and what was measured before stays.
template <typename Measure> bool attempt(std::string what, BuildMeasurement& measured, const Measure& measure) {
    try {
        measure();
        return true;
    } catch (const BuildFailed& failed) {
        measured.not_measured.push_back({std::move(what), failed.why, failed.how});
    } catch (const fs::filesystem_error& error) {
        measured.not_measured.push_back({std::move(what), error.what(), "check the file, and who may write it"});
    }
    return false;
}

bool is_source_file(const fs::path& file) {
    constexpr std::array<std::string_view, 16> ends{".rs", ".c",  ".cc",  ".cpp", ".cxx", ".c++",   ".h",    ".hpp",
                                                    ".hh", ".go", ".zig", ".f90", ".d",   ".swift", ".java", ".kt"};
    return std::ranges::find(ends, file.extension().string()) != ends.end();
}

bool is_build_directory(const fs::path& directory) {
    std::error_code ignored;
    const auto name = directory.filename().string();
    return name.starts_with('.') || name == "node_modules" || name == "vendor" || name == "third_party" ||
           fs::exists(directory / "CMakeCache.txt", ignored) || fs::exists(directory / "CACHEDIR.TAG", ignored) ||
           fs::exists(directory / "meson-info", ignored) || fs::exists(directory / ".rustc_info.json", ignored);
}

} // namespace

std::optional<fs::path> last_modified_source(const fs::path& directory) {
    constexpr int most = 100'000; // entries looked at
    std::optional<fs::path> found;
    fs::file_time_type latest{};
    std::error_code ignored;
    int looked = 0;
    for (fs::recursive_directory_iterator at(directory, fs::directory_options::skip_permission_denied, ignored), end;
         at != end && looked < most; at.increment(ignored), ++looked) {
        if (at->is_directory(ignored) && is_build_directory(at->path()))
            at.disable_recursion_pending();
        if (!at->is_regular_file(ignored) || !is_source_file(at->path()))
            continue;
        const auto time = fs::last_write_time(at->path(), ignored);
        if (!found || time > latest) {
            found = at->path();
            latest = time;
        }
    }
    return found;
}

BuildMeasurement measure_build(process::Runner& runner, const BuildPlan& plan, const fs::path& scratch,
                               const std::function<void(std::string_view)>& announce) {
    BuildMeasurement measured;
    NotMeasured no_clean;
    const auto way = find_build_way(plan, scratch, no_clean);
    BuildWay in_place;
    in_place.build = plan.build;
    Building building(runner, plan, way.value_or(in_place));
    bool built = false;
    if (way) {
        announce(fmt::format("clean build, {} times: {}", plan.repeats, way->build));
        built = attempt("clean build time", measured, [&] { measure_clean(building, plan.repeats, measured); });
    } else {
        measured.not_measured.push_back(no_clean);
        built = attempt("incremental build time", measured, [&] { (void)building.build(); });
    }
    const auto file = plan.touch.empty() ? last_modified_source(plan.sources)
                                         : std::optional((plan.cwd / plan.touch).lexically_normal());
    if (!file)
        measured.not_measured.push_back({"incremental build time",
                                         "there is no source file below " + plan.sources.string(),
                                         "name one: --touch FILE"});
    else if (built || !measured.clean.empty())
        attempt("incremental build time", measured,
                [&] { measure_incremental(building, *file, plan.repeats, measured); });
    return measured;
}

} // namespace perfeng::measure

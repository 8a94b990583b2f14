#include "perfeng/tools/memory/heaptrack.hpp"

#include "heaptrack_events.hpp"
#include "inspections.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"

#include "perfeng/process/program.hpp"

namespace perfeng::tools {
namespace {

constexpr double heaptrack_probe_seconds = 20;

process::Execution ask(process::Runner& runner, const std::string& path, const std::string& option) {
    return runner.run(process::tool_command({path, option}, heaptrack_probe_seconds));
}

std::filesystem::path with_suffix(std::filesystem::path stem, std::string_view suffix) {
    stem += suffix;
    return stem;
}

} // namespace

tl::expected<Heaptrack, Unavailable> find_heaptrack(process::Runner& runner) {
    const auto path = process::find_program("heaptrack");
    if (!path)
        return tl::unexpected(not_installed("heaptrack"));
    const auto answer = ask(runner, *path, "--version");
    std::string_view version = answer.out;
    if (!answer.status.ok() || !skip(version, "heaptrack "))
        return tl::unexpected(Unavailable{"heaptrack does not run here: " + to_string(answer.status),
                                          "run by hand: " + *path + " --version"});
    Heaptrack heaptrack{.path = *path, .version = std::string(trim(version.substr(0, version.find('\n'))))};
    heaptrack.record_only = ask(runner, *path, "--help").out.find("--record-only") != std::string::npos;
    heaptrack.opens_window = !heaptrack.record_only && process::find_program("heaptrack_gui");
    return heaptrack;
}

std::vector<std::string> heaptrack_prefix(const Heaptrack& heaptrack, const std::filesystem::path& stem) {
    std::vector<std::string> prefix{heaptrack.path};
    if (heaptrack.record_only)
        prefix.emplace_back("--record-only");
    prefix.insert(prefix.end(), {"-o", stem.string()});
    return prefix;
}

std::optional<std::filesystem::path> heaptrack_record(const std::filesystem::path& stem) {
    for (const auto* suffix : {".zst", ".gz"})
        if (auto file = with_suffix(stem, suffix); std::filesystem::exists(file))
            return file;
    return std::nullopt;
}

struct HeaptrackRecord::State {
    HeaptrackEvents events;
    std::string unfinished; ///< the beginning of a line whose end is still to come
    std::size_t lines = 0;
    std::optional<ReadError> error;

    void add_line(std::string_view line) {
        ++lines;
        if (error)
            return;
        if (const auto read = events.add_line(line); !read)
            error = refuse(lines, line, read.error()).value();
    }
};

HeaptrackRecord::HeaptrackRecord() : state_(std::make_unique<State>()) {}
HeaptrackRecord::~HeaptrackRecord() = default;

void HeaptrackRecord::add(std::string_view piece) {
    auto& unfinished = state_->unfinished;
    for (auto end = piece.find('\n'); end != std::string_view::npos; end = piece.find('\n')) {
        if (unfinished.empty()) {
            state_->add_line(piece.substr(0, end));
        } else {
            unfinished.append(piece.substr(0, end));
            state_->add_line(unfinished);
            unfinished.clear();
        }
        piece.remove_prefix(end + 1);
    }
    unfinished.append(piece);
}

tl::expected<Allocations, ReadError> HeaptrackRecord::result() {
    if (state_->error)
        return tl::unexpected(*state_->error);
    if (!state_->events.started())
        return refuse(0, "no version line", "a record of a program that loaded heaptrack and ended by exit");
    if (!state_->unfinished.empty() || !state_->events.ended())
        return refuse(state_->lines + 1, "the end", "the closing lines of a record whose program ended by exit");
    return state_->events.allocations();
}

tl::expected<Allocations, ReadError> read_heaptrack_record(std::string_view text) {
    HeaptrackRecord record;
    record.add(text);
    return record.result();
}

const std::string& HeaptrackRecord::command() const { return state_->events.command(); }

tl::expected<Allocations, ReadError> read_heaptrack_file(process::Runner& runner, const std::filesystem::path& file,
                                                         std::string_view program, double timeout_seconds) {
    HeaptrackRecord record;
    const std::string unpacker = file.extension() == ".gz" ? "gzip" : "zstd";
    auto command = process::tool_command({unpacker, "-dc", file.string()}, timeout_seconds);
    command.out = process::Output::stream([&](std::string_view piece) { record.add(piece); });
    const auto run = runner.run(command);
    if (!run.status.ok())
        return refuse(0, unpacker + ": " + to_string(run.status), "a whole packed heaptrack record");
    auto result = record.result();
    if (result && record.command().find(program) == std::string::npos)
        return refuse(2, record.command(), "a record of " + std::string(program));
    return result;
}

Recognition recognise_heaptrack_record(Head head) {
    Lines lines(head.text);
    if (!lines.next() || !lines.line().starts_with("v "))
        return Recognition::no;
    auto version = lines.line().substr(2);
    const bool numbers = whole_number(take_word(version), 16) && whole_number(trim(version), 16);
    if (!numbers)
        return Recognition::no;
    if (!lines.next())
        return not_yet(head);
    return lines.line().starts_with("X ") || lines.line().starts_with("x ") ? Recognition::yes : Recognition::no;
}

ToolDiagnosis inspect_heaptrack(process::Runner& runner, const std::filesystem::path&) {
    ToolDiagnosis diagnosis{.name = "heaptrack",
                            .purpose = "allocations by place, peak of the heap",
                            .system = "Linux",
                            .slowdown = "9 times",
                            .leaves = "its packed record, kept in the store",
                            .formats = {"heaptrack"}};
    const auto heaptrack = find_heaptrack(runner);
    diagnosis.commands = {with_workload(
        heaptrack_prefix(heaptrack ? *heaptrack : Heaptrack{.path = "heaptrack", .version = {}}, "FILE"))};
    if (!say_found(diagnosis, heaptrack))
        return diagnosis;
    diagnosis.path = heaptrack->path;
    diagnosis.version = heaptrack->version;
    if (!process::find_program("zstd"))
        say_partly(diagnosis, "zstd is not installed, which unpacks its records", not_installed("zstd").how);
    return diagnosis;
}

} // namespace perfeng::tools

#include "contents_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace perfeng::tools {
namespace {

constexpr std::size_t shown = 12;

class Golden {
public:
    template <typename... Args> void line(fmt::format_string<Args...> text, Args&&... args) {
        fmt::format_to(std::back_inserter(text_), text, std::forward<Args>(args)...);
        text_ += '\n';
    }
    void left_out(std::size_t all) {
        if (all > shown)
            line("  ... {} more", all - shown);
    }
    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    std::string text_;
};

std::string spelled(const Frame& frame) {
    return fmt::format("{}{}{}{}{}", frame.name, frame.kernel ? "[k]" : "", frame.inlined ? "[i]" : "",
                       frame.module.empty() ? "" : " (" + frame.module + ")",
                       frame.file.empty() ? "" : fmt::format(" {}:{}", frame.file, frame.line));
}

std::string spelled(const MemoryFrame& frame) {
    return fmt::format("{}{}", frame.function, frame.file.empty() ? "" : fmt::format(" {}:{}", frame.file, frame.line));
}

template <typename Frames> std::string joined(const Frames& frames) {
    std::string text;
    for (const auto& frame : frames)
        text += (text.empty() ? "" : " <- ") + spelled(frame);
    return text.empty() ? "(no frames)" : text;
}

void tell(Golden& out, std::string_view name, const Profile& profile) {
    out.line("{}: {} {} {}, weight {:.9g}, {} samples, {} lost, {} stacks", name, profile.tool, profile.event,
             to_string(profile.unit), profile.weight, profile.samples, profile.lost, profile.stacks.size());
    std::vector<const Stack*> stacks;
    for (const auto& stack : profile.stacks)
        stacks.push_back(&stack);
    std::ranges::stable_sort(stacks, std::ranges::greater{}, &Stack::weight);
    for (std::size_t i = 0; i < std::min(shown, stacks.size()); ++i) {
        std::vector<Frame> frames;
        for (const auto id : stacks[i]->frames)
            frames.push_back(profile.frames.at(id));
        out.line("  {:.9g} {}{}", stacks[i]->weight, stacks[i]->thread.empty() ? "" : "[" + stacks[i]->thread + "] ",
                 joined(frames));
    }
    out.left_out(stacks.size());
    for (std::size_t i = 0; i < std::min(shown, profile.functions.size()); ++i) {
        const auto& function = profile.functions[i];
        out.line("  {:.9g} {:.9g} {} ({}) {}:{}", function.self, function.total, function.name, function.module,
                 function.file, function.line);
    }
    out.left_out(profile.functions.size());
}

void tell(Golden& out, const Allocations& allocations) {
    out.line("allocations: {} {} calls, {} bytes, {} at the peak, {} temporary", allocations.tool, allocations.calls,
             allocations.bytes, allocations.peak_bytes, allocations.temporary);
    for (std::size_t i = 0; i < std::min(shown, allocations.functions.size()); ++i) {
        const auto& site = allocations.functions[i];
        out.line("  {} calls, {} bytes, {} at the peak, {} temporary: {}", site.calls, site.bytes, site.peak_bytes,
                 site.temporary, joined(site.stack));
    }
    out.left_out(allocations.functions.size());
}

void tell(Golden& out, const Leaks& leaks) {
    out.line("leaks: {} {} blocks, {} bytes; possible {}, {}; reachable {}, {}; {} other errors", leaks.tool,
             leaks.count, leaks.bytes, leaks.possible_count, leaks.possible_bytes, leaks.reachable_count,
             leaks.reachable_bytes, leaks.other_errors);
    for (std::size_t i = 0; i < std::min(shown, leaks.sites.size()); ++i) {
        const auto& site = leaks.sites[i];
        out.line("  {} {} blocks, {} bytes at {} {}:{}: {}", to_string(site.kind), site.count, site.bytes,
                 site.function, site.file, site.line, joined(site.stack));
    }
    out.left_out(leaks.sites.size());
}

void tell(Golden& out, const Coverage& coverage) {
    out.line("coverage: {}", coverage.tool);
    for (const auto& file : coverage.files) {
        const auto hit = std::ranges::count_if(file.lines, [](const auto& line) { return line.count > 0; });
        const auto called =
            std::ranges::count_if(file.functions, [](const auto& function) { return function.count > 0; });
        out.line("  {}: {} of {} lines, {} of {} functions", file.path, hit, file.lines.size(), called,
                 file.functions.size());
    }
}

void tell(Golden& out, const std::vector<LintFinding>& lints) {
    out.line("{} lints", lints.size());
    for (const auto& lint : lints)
        out.line("  {} {} ({}) {}:{}-{}: {}{}", lint.tool, lint.rule, lint.category, lint.file, lint.line,
                 lint.last_line, lint.message, lint.help.empty() ? "" : " / " + lint.help);
}

void tell(Golden& out, const Metric& metric) {
    const auto interval =
        metric.summary.ci ? fmt::format(", 95% {:.9g} to {:.9g}", metric.summary.ci->lo, metric.summary.ci->hi) : "";
    if (metric.trials.empty())
        out.line("metric: {} {} {}: n {}, median {:.9g}, mean {:.9g}, stddev {:.9g}, {:.9g} to {:.9g}{}", metric.name,
                 to_string(metric.unit), to_string(metric.better), metric.summary.n, metric.summary.median,
                 metric.summary.mean, metric.summary.stddev, metric.summary.min, metric.summary.max, interval);
    else
        out.line("metric: {} {} {}: {:.9g}", metric.name, to_string(metric.unit), to_string(metric.better),
                 fmt::join(metric.trials, " "));
}

void tell(Golden& out, const BuildTimes& times) {
    out.line("build: {}, {:.9g} s", times.tool, times.total);
    for (std::size_t i = 0; i < std::min(shown, times.units.size()); ++i) {
        const auto& unit = times.units[i];
        out.line("  {:.9g} s from {:.9g} s: {} {}{}", unit.seconds, unit.start, unit.kind, unit.name,
                 unit.critical ? ", critical" : "");
    }
    out.left_out(times.units.size());
}

void tell(Golden& out, const Executable& executable) {
    out.line("executable: {} {} bytes, {}, build id '{}'{}{}{}", executable.path, executable.file_size,
             executable.format, executable.build_id, executable.stripped ? ", stripped" : "",
             executable.debug_info ? ", debug information" : "", executable.static_linked ? ", static" : "");
    if (const auto& sections = executable.sections)
        out.line("  text {}, data {}, bss {}, debug {}", sections->text, sections->data, sections->bss,
                 sections->debug);
}

void tell(Golden& out, const Contents& contents) {
    for (const auto& metric : contents.metrics)
        tell(out, metric);
    if (contents.profile)
        tell(out, "profile", *contents.profile);
    if (contents.base_profile)
        tell(out, "before", *contents.base_profile);
    if (contents.allocations)
        tell(out, *contents.allocations);
    if (contents.leaks)
        tell(out, *contents.leaks);
    if (contents.coverage)
        tell(out, *contents.coverage);
    if (contents.lints)
        tell(out, *contents.lints);
    if (contents.build_times)
        tell(out, *contents.build_times);
    if (contents.executable)
        tell(out, *contents.executable);
    for (const auto& hang : contents.hangs)
        out.line("hang: {} at {:.9g} for {:.9g} s in {}", hang.kind, hang.start, hang.duration, hang.thread);
    for (const auto& [name, value] :
         {std::pair{"command", &contents.command}, {"program", &contents.program}, {"created", &contents.created}})
        if (!value->empty())
            out.line("{}: {}", name, *value);
    const auto& machine = contents.environment;
    if (!machine.host.empty() || !machine.os.empty() || !machine.cpu_model.empty() || machine.cores > 0)
        out.line("machine: {}, {}, {}, {} processors", machine.host, machine.os, machine.cpu_model, machine.cores);
}

} // namespace

std::string reading_of(const Format& format, std::string_view text) {
    Golden out;
    const auto read = format.read(text);
    if (!read) {
        out.line("refused: {}", to_string(read.error()));
        return out.take();
    }
    tell(out, read->value);
    for (const auto& warning : read->warnings)
        out.line("warning: {}", warning);
    return out.take();
}

} // namespace perfeng::tools

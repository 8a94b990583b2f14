#include "perfeng/tools/symbols/inline_frames.hpp"

#include "inspections.hpp"
#include "module_symbols.hpp"
#include "stacks/frame_chains.hpp"
#include "symbols/standard_names.hpp"
#include "text/reading.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/process/interrupt.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/tools/symbols/demangle.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <unordered_map>

namespace perfeng::tools {
namespace {

constexpr double seconds_a_module = 60;
constexpr std::string_view what = "inlined frames and source lines";

SourceFrame source_frame(std::string_view function, std::string_view place) {
    place = place.substr(0, place.find(" (discriminator"));
    const auto colon = std::min(place.rfind(':'), place.size());
    const auto line = whole_number(place.substr(std::min(colon + 1, place.size()))).value_or(0);
    const auto file = place.substr(0, colon);
    SourceFrame frame{.function = function == "??" ? "" : std::string(function)};
    if (file != "??") {
        frame.file = std::filesystem::path(file).lexically_normal().string();
        frame.line = static_cast<int>(std::min<std::uint64_t>(line, INT32_MAX));
    }
    return frame;
}

/// Where one frame of the profile stands in its module.
struct Place {
    std::size_t frame = 0;
    std::uint64_t address = 0;
};

/// A call's return address may be the next function's, or the next line's: look into the call itself.
std::uint64_t lookup_address(std::uint64_t address, const FrameAddress& found) {
    return found.exact || address == 0 ? address : address - 1;
}

/// None where most names belong elsewhere: the module is not the one that was profiled.
std::optional<std::vector<Place>> locate_frames(const ModuleSymbols& module, const PerfScript& script,
                                                const std::vector<std::size_t>& frames) {
    std::vector<Place> places;
    std::size_t contradictions = 0;
    std::size_t agreements = 0;
    for (const auto i : frames) {
        const auto& frame = script.profile.frames[i];
        const auto address = module.locate(frame, script.addresses[i]);
        if (!address)
            continue;
        places.push_back({i, lookup_address(*address, script.addresses[i])});
        const auto agreement = module.check(frame, places.back().address);
        agreements += agreement == ModuleSymbols::Agreement::agrees ? 1 : 0;
        contradictions += agreement == ModuleSymbols::Agreement::contradicts ? 1 : 0;
    }
    return contradictions > agreements ? std::nullopt : std::optional(places);
}

void rename(Frame& frame, std::string_view symbol) {
    frame.raw_name = symbol;
    frame.name = symbol.empty() ? "[unknown]" : short_name(demangle(symbol));
}

std::vector<Frame> chain_of(const Frame& outer, const SourceChain& source) {
    std::vector<Frame> chain;
    for (const auto& place : source.frames) {
        chain.push_back(outer);
        auto& frame = chain.back();
        frame.file = place.file;
        frame.line = place.line;
        frame.inlined = chain.size() < source.frames.size();
        if (!frame.inlined)
            continue;
        rename(frame, place.function);
        frame.name = qualified_name(frame.name, place.file);
    }
    return chain.empty() ? std::vector{outer} : chain;
}

class Expansion {
public:
    Expansion(PerfScript& script, process::Runner& runner, const std::filesystem::path& scratch,
              const std::optional<Symbolizer>& symbolizer)
        : script_(script), runner_(runner), scratch_(scratch), symbolizer_(symbolizer) {
        for (const auto& frame : script.profile.frames)
            chains_.push_back({frame});
    }

    void expand_module(const std::string& path, const std::vector<std::size_t>& frames) {
        const auto module = ModuleSymbols::load(path);
        if (!module)
            return;
        const auto places = locate_frames(*module, script_, frames);
        if (!places)
            return miss(path + " has changed since the recording", "profile again");
        for (const auto& place : *places)
            rename(chains_[place.frame].front(),
                   std::string(module->name_at(script_.profile.frames[place.frame], place.address)));
        if (!module->debug_path().empty() && !places->empty())
            look_up(module->debug_path(), *places);
    }

    [[nodiscard]] const std::vector<std::vector<Frame>>& chains() const { return chains_; }
    [[nodiscard]] std::vector<NotMeasured> take_not_measured() { return std::move(not_measured_); }

private:
    void miss(std::string why, std::string how) {
        not_measured_.push_back({std::string(what), std::move(why), std::move(how)});
    }

    void look_up(const std::string& debug_path, const std::vector<Place>& places) {
        if (!symbolizer_)
            return miss("neither addr2line nor llvm-symbolizer is installed",
                        "install binutils: apt-get install binutils");
        try {
            const auto chains = run(debug_path, places);
            for (const auto& place : places)
                if (const auto found = chains.find(place.address); found != chains.end())
                    chains_[place.frame] = chain_of(chains_[place.frame].front(), found->second);
        } catch (const process::Interrupted&) {
            throw;
        } catch (const Error& error) {
            miss(debug_path + ": " + error.what(), error.hint());
        }
    }

    std::unordered_map<std::uint64_t, SourceChain> run(const std::string& debug_path,
                                                       const std::vector<Place>& places) {
        std::string addresses;
        for (const auto& place : places)
            addresses += fmt::format("{:#x}\n", place.address);
        const auto input = scratch_ / "addresses";
        process::write_file(input, addresses);

        auto argv = *symbolizer_;
        argv.back() += debug_path;
        auto command = process::tool_command(argv, seconds_a_module);
        command.stdin_path = input.string();
        command.env["DEBUGINFOD_URLS"] = std::nullopt; // else each library is asked for over the network
        const auto execution = runner_.run(command);
        const auto by_hand = "run by hand: echo 0x0 | " + process::join_words(argv);
        if (!execution.status.ok())
            throw Error(argv.front() + ": " + to_string(execution.status), by_hand);
        auto read = read_addr2line(execution.out);
        if (!read)
            throw Error(argv.front() + ": " + to_string(read.error()), by_hand);
        std::unordered_map<std::uint64_t, SourceChain> chains;
        for (auto& chain : *read)
            chains.emplace(chain.address, std::move(chain));
        return chains;
    }

    PerfScript& script_;
    process::Runner& runner_;
    std::filesystem::path scratch_;
    const std::optional<Symbolizer>& symbolizer_;
    std::vector<std::vector<Frame>> chains_; ///< for each frame of the script
    std::vector<NotMeasured> not_measured_;
};

} // namespace

tl::expected<std::vector<SourceChain>, ReadError> read_addr2line(std::string_view text) {
    std::vector<SourceChain> chains;
    Lines lines(text);
    std::string_view function;
    bool has_function = false;
    while (lines.next()) {
        auto address = lines.line();
        if (!has_function && skip(address, "0x")) {
            const auto number = whole_number(address, 16);
            if (!number)
                return refuse(lines.number(), lines.line(), "an address");
            chains.push_back({*number, {}});
        } else if (chains.empty()) {
            return refuse(lines.number(), lines.line(), "an address: 0x...");
        } else if (!has_function) {
            if (lines.line().empty()) // llvm-symbolizer ends each address with an empty line
                continue;
            function = lines.line();
            has_function = true;
        } else {
            chains.back().frames.push_back(source_frame(function, lines.line()));
            has_function = false;
        }
    }
    if (has_function)
        return refuse(lines.number(), "the end", "FILE:LINE");
    return chains;
}

namespace {

Symbolizer by_addr2line(const std::string& path) { return {path, "-a", "-f", "-i", "--exe="}; }

} // namespace

std::optional<Symbolizer> find_symbolizer() {
    std::vector<std::string> names{"llvm-symbolizer"};
    for (int version = 20; version >= 14; --version)
        names.push_back("llvm-symbolizer-" + std::to_string(version));
    for (const auto& name : names)
        if (const auto found = process::find_program(name))
            return Symbolizer{*found,      "--output-style=GNU", "--addresses", "--functions=linkage",
                              "--inlines", "--no-demangle",      "--obj="};
    if (const auto found = process::find_program("addr2line"))
        return by_addr2line(*found);
    return std::nullopt;
}

ExpandedProfile expand_inlined(PerfScript script, process::Runner& runner, const std::filesystem::path& scratch,
                               const std::optional<Symbolizer>& symbolizer) {
    // perf script had its inlined frames on: splitting them again would count them twice.
    if (std::ranges::any_of(script.profile.frames, &Frame::inlined))
        return {without_addresses(std::move(script)), {}};
    std::map<std::string, std::vector<std::size_t>> modules;
    for (std::size_t i = 0; i < script.profile.frames.size(); ++i)
        if (const auto& frame = script.profile.frames[i]; !frame.kernel)
            modules[frame.module].push_back(i);

    Expansion expansion(script, runner, scratch, symbolizer);
    for (const auto& [path, frames] : modules)
        expansion.expand_module(path, frames);
    replace_frames(script.profile, expansion.chains());
    return {std::move(script.profile), expansion.take_not_measured()};
}

namespace {

/// The first word that begins with a digit: "LLVM version 14.0.6", "GNU addr2line (GNU Binutils for Debian) 2.40".
std::string version_word(std::string_view text) {
    text = text.substr(0, text.find("Optimized"));
    for (std::string_view word = take_word(text); !word.empty(); word = take_word(text))
        if (word.front() >= '0' && word.front() <= '9')
            return std::string(word.substr(0, word.find('\n')));
    return {};
}

} // namespace

std::string symbolizer_name(const Symbolizer& symbolizer) {
    return symbolizer.front().ends_with("addr2line") ? "addr2line" : "llvm-symbolizer";
}

std::string symbolizer_version(process::Runner& runner, const Symbolizer& symbolizer) {
    return version_word(runner.run(process::tool_command({symbolizer.front(), "--version"}, 20)).out);
}

ToolDiagnosis inspect_symbolizer(process::Runner& runner, const std::filesystem::path&) {
    ToolDiagnosis diagnosis{.name = "symbolizer",
                            .purpose = "inlined functions and lines of a profile (llvm-symbolizer, addr2line)",
                            .system = "Linux",
                            .slowdown = "none: it runs afterwards",
                            .leaves = "nothing"};
    const auto symbolizer = find_symbolizer();
    auto command = symbolizer.value_or(by_addr2line("addr2line"));
    command.back() += "MODULE";
    diagnosis.commands = {process::join_words(command)};
    if (!symbolizer) {
        say_missing(diagnosis, {"neither llvm-symbolizer nor addr2line is installed",
                                "sudo apt install llvm, or binutils for addr2line"});
        return diagnosis;
    }
    diagnosis.path = symbolizer->front();
    diagnosis.version = symbolizer_version(runner, *symbolizer);
    diagnosis.state = ToolState::works;
    if (symbolizer_name(*symbolizer) == "addr2line")
        say_partly(diagnosis, "addr2line charges some inlined lines to the function around them",
                   "sudo apt install llvm");
    return diagnosis;
}

} // namespace perfeng::tools

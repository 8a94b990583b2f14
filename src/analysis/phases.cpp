#include "perfeng/analysis/handoff.hpp"
#include "perfeng/analysis/stack_matcher.hpp"
#include "perfeng/stats/proportion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <string_view>

namespace perfeng::analysis {
namespace {

/// A part of an execution, told by functions in the stack, whose names fit a pattern. With `before_main` a stack that
/// holds main does not count.
struct Phase {
    std::string_view name;
    bool before_main = false;
    std::span<const std::string_view> functions;
};

// Of glibc 2.36 and musl, Linux 6.1, dyld; names as perf tells them.
constexpr std::array<std::string_view, 9> exec_functions{"load_elf_binary*", "begin_new_exec*",  "do_execveat_common*",
                                                         "bprm_execve*",     "__do_sys_execve*", "__x64_sys_execve*",
                                                         "exec_mmap*",       "setup_arg_pages*", "ret_from_fork*"};
constexpr std::array<std::string_view, 13> linking_functions{"_dl_start*",
                                                             "dl_main",
                                                             "_dl_sysdep_start*",
                                                             "_dl_relocate_object*",
                                                             "_dl_map_object*",
                                                             "_dl_init*",
                                                             "_dl_lookup_symbol_x*",
                                                             "do_lookup_x*",
                                                             "__dls3",
                                                             "_dl_main*",
                                                             "dyld",
                                                             "_dl_important_hwcaps*",
                                                             "_dl_load_cache_lookup*"};
constexpr std::array<std::string_view, 6> constructor_functions{
    "__libc_csu_init*",   "call_init*", "_GLOBAL__sub_I_*", "__static_initialization_and_destruction*",
    "__libc_start_main*", "_start"};
constexpr std::array<std::string_view, 3> lazy_functions{"_dl_runtime_resolve*", "_dl_fixup*", "_dl_tlsdesc*"};
constexpr std::array<std::string_view, 7> end_functions{
    "do_exit", "exit_mmap*", "__run_exit_handlers*", "do_group_exit*", "__do_global_dtors_aux*", "_dl_fini*", "mmput"};
constexpr std::array startup_phases{Phase{"starting the process (exec)", true, exec_functions},
                                    Phase{"leaving: destructors, releasing memory", false, end_functions},
                                    Phase{"dynamic linking", true, linking_functions},
                                    Phase{"C library start and constructors", true, constructor_functions},
                                    Phase{"symbols looked up at their first call", false, lazy_functions}};

constexpr std::array<std::string_view, 24> argument_functions{"getopt",
                                                              "getopt_long*",
                                                              "_getopt_internal*",
                                                              "argp_parse*",
                                                              "g_option_context_parse*",
                                                              "poptGetNextOpt*",
                                                              "CLI::*",
                                                              "clap::*",
                                                              "clap_builder::*",
                                                              "structopt::*",
                                                              "pico_args::*",
                                                              "lexopt::*",
                                                              "argh::*",
                                                              "gumdrop::*",
                                                              "docopt::*",
                                                              "boost::program_options*",
                                                              "cxxopts::*",
                                                              "TCLAP::*",
                                                              "gflags::*",
                                                              "absl::ParseCommandLine*",
                                                              "llvm::cl::*",
                                                              "argparse*",
                                                              "github.com/spf13/*",
                                                              "flag.(*FlagSet).Parse*"};
constexpr std::array argument_phases{Phase{"parsing arguments", false, argument_functions}};

constexpr std::array<std::string_view, 13> read_functions{"ksys_read*",
                                                          "vfs_read*",
                                                          "__x64_sys_read*",
                                                          "__arm64_sys_read*",
                                                          "__x64_sys_pread64*",
                                                          "__GI___libc_read*",
                                                          "__read",
                                                          "read",
                                                          "__x64_sys_readv*",
                                                          "fread",
                                                          "_IO_file_underflow*",
                                                          "__libc_read*",
                                                          "pread64"};
constexpr std::array<std::string_view, 14> write_functions{"ksys_write*",
                                                           "vfs_write*",
                                                           "__x64_sys_write*",
                                                           "__arm64_sys_write*",
                                                           "__x64_sys_pwrite64*",
                                                           "__GI___libc_write*",
                                                           "__write",
                                                           "write",
                                                           "__x64_sys_writev*",
                                                           "fwrite",
                                                           "_IO_file_write*",
                                                           "__libc_write*",
                                                           "pwrite64*",
                                                           "_IO_new_file_write*"};
constexpr std::array<std::string_view, 10> open_functions{
    "do_sys_open*",          "__x64_sys_openat*",     "__GI___open64*", "open64",       "vfs_statx*",
    "__x64_sys_newfstatat*", "__x64_sys_getdents64*", "path_openat*",   "iterate_dir*", "do_sys_openat2*"};
constexpr std::array<std::string_view, 5> sync_functions{"__x64_sys_fsync*", "__x64_sys_fdatasync*", "do_fsync*",
                                                         "fsync", "vfs_fsync_range*"};
constexpr std::array<std::string_view, 4> fault_functions{"asm_exc_page_fault*", "exc_page_fault*",
                                                          "do_user_addr_fault*", "handle_mm_fault*"};
constexpr std::array io_phases{Phase{"waiting for a disk (fsync)", false, sync_functions},
                               Phase{"opening and listing files", false, open_functions},
                               Phase{"reading", false, read_functions}, Phase{"writing", false, write_functions},
                               Phase{"page faults (memory touched first, mapped files)", false, fault_functions}};

/// Names of a crate's own traits and types stand in angle brackets: "<clap::Parser as ...".
bool is_of(std::string_view name, std::string_view pattern) {
    return fits(name, pattern) || (name.starts_with('<') && fits(name.substr(1), pattern));
}

bool is_main(std::string_view name) { return name == "main" || name.ends_with("::main") || name == "main.main"; }

class PhaseTally {
public:
    PhaseTally(const Profile& profile, std::span<const Phase> phases) : profile_(profile), phases_(phases) {
        fits_phase_.resize(phases.size());
        for (std::size_t phase = 0; phase < phases.size(); ++phase)
            for (const auto& frame : profile.frames)
                fits_phase_[phase].push_back(std::ranges::any_of(
                    phases[phase].functions, [&](std::string_view pattern) { return is_of(frame.name, pattern); }));
        for (const auto& stack : profile.stacks)
            add(stack);
    }

    [[nodiscard]] std::vector<PhaseShare> shares(double cpu_time) const {
        std::vector<PhaseShare> all;
        for (std::size_t phase = 0; phase < phases_.size(); ++phase) {
            const auto found = found_.find(phase);
            PhaseShare share{.phase = std::string(phases_[phase].name)};
            if (found != found_.end()) {
                share.samples = found->second.samples;
                share.share = profile_.weight > 0 ? found->second.weight / profile_.weight : 0;
                share.functions = most_sampled(found->second.functions);
            }
            share.ci = stats::wilson(std::min(share.samples, profile_.samples), profile_.samples);
            share.seconds = share.share * cpu_time;
            all.push_back(std::move(share));
        }
        return all;
    }

private:
    struct Found {
        double weight = 0;
        std::uint64_t samples = 0;
        std::map<std::string, std::uint64_t> functions;
    };

    void add(const Stack& stack) {
        const bool in_main = std::ranges::any_of(
            stack.frames, [&](std::uint32_t index) { return is_main(profile_.frames[index].name); });
        for (std::size_t phase = 0; phase < phases_.size(); ++phase) {
            if (in_main && phases_[phase].before_main)
                continue;
            const auto told = std::ranges::find_if(
                stack.frames, [&](std::uint32_t index) { return static_cast<bool>(fits_phase_[phase][index]); });
            if (told == stack.frames.end())
                continue;
            auto& found = found_[phase];
            found.weight += stack.weight;
            found.samples += stack.samples;
            found.functions[profile_.frames[*told].name] += stack.samples;
            return;
        }
    }

    static std::vector<std::string> most_sampled(const std::map<std::string, std::uint64_t>& functions) {
        constexpr std::size_t shown = 3;
        std::vector<std::pair<std::uint64_t, std::string>> sorted;
        for (const auto& [name, samples] : functions)
            sorted.emplace_back(samples, name);
        std::ranges::sort(sorted, std::ranges::greater{});
        std::vector<std::string> names;
        for (std::size_t i = 0; i < std::min(shown, sorted.size()); ++i)
            names.push_back(sorted[i].second);
        return names;
    }

    const Profile& profile_;
    std::span<const Phase> phases_;
    std::vector<std::vector<bool>> fits_phase_; ///< by phase and frame
    std::map<std::size_t, Found> found_;
};

double median_of(const Measurement& measurement, std::string_view name) {
    const auto* const metric = find_metric(measurement, name);
    return metric == nullptr ? 0 : metric->summary.median;
}

} // namespace

CliNotes cli_notes(const Measurement& measurement) {
    CliNotes notes;
    notes.cpu_time = median_of(measurement, "cpu_time");
    notes.wall_time = median_of(measurement, "wall_time");
    notes.not_measured.push_back({"start-up alone", "a measurement is of the whole command",
                                  "measure what does nothing: perfeng baseline --name startup -- CMD --version"});
    notes.not_measured.push_back({"bytes read and written", "a profile tells time, not bytes",
                                  "count them by hand: strace -c -f -e trace=read,write CMD"});
    if (!measurement.profile || measurement.profile->stacks.empty()) {
        notes.not_measured.push_back({"shares of start-up, arguments, input and output",
                                      "there is no profile with stacks",
                                      "measure with one: perfeng baseline --passes cpu -- CMD"});
        return notes;
    }
    const auto& profile = *measurement.profile;
    constexpr std::uint64_t enough_samples = 100;
    notes.samples = profile.samples;
    if (profile.samples < enough_samples)
        notes.not_measured.push_back({"reliable shares",
                                      fmt::format("there are only {} samples: the intervals are wide", profile.samples),
                                      "profile it at a higher rate: perfeng baseline --frequency 9999 -- CMD"});
    notes.startup = PhaseTally(profile, startup_phases).shares(notes.cpu_time);
    notes.arguments = PhaseTally(profile, argument_phases).shares(notes.cpu_time);
    notes.io = PhaseTally(profile, io_phases).shares(notes.cpu_time);
    return notes;
}

} // namespace perfeng::analysis

#include "perfeng/tools/memory/memcheck_text.hpp"

#include "leak_sites.hpp"
#include "memory_frames.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"
#include "valgrind_frames.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace perfeng::tools {
namespace {

/// Takes the process from the front of "==8433== LEAK SUMMARY:" or, with --time-stamp=yes,
/// "==00:00:00:01.234 8433== LEAK SUMMARY:". Empty for a line that valgrind did not write.
std::string_view take_process(std::string_view& line) {
    auto rest = line;
    if (!skip(rest, "=="))
        return {};
    const auto end = rest.find("==");
    if (end == std::string_view::npos)
        return {};
    const auto stamp = rest.substr(0, end);
    const auto process = stamp.substr(stamp.rfind(' ') + 1);
    if (!whole_number(process))
        return {};
    line = rest.substr(end + 2);
    skip(line, " ");
    return process;
}

struct Loss {
    std::uint64_t bytes = 0;
    std::uint64_t blocks = 0;
};

/// Takes "4,096 bytes in 1 blocks" off the front, "508 (8 direct, 500 indirect) bytes in 1 blocks" without the
/// indirect, and "32 (+32) bytes in 1 (+1) blocks" without the difference to the check before.
std::optional<Loss> take_loss(std::string_view& text) {
    auto bytes = grouped_number(take_word(text));
    if (skip(text, "(")) {
        const auto first = take_word(text);
        if (text.starts_with("direct"))
            bytes = grouped_number(first);
    }
    const auto unit = text.find("bytes in ");
    if (!bytes || unit == std::string_view::npos)
        return std::nullopt;
    text.remove_prefix(unit);
    skip(text, "bytes in ");
    const auto blocks = grouped_number(take_word(text));
    const auto end = text.find("blocks");
    if (!blocks || end == std::string_view::npos)
        return std::nullopt;
    text = trim(text.substr(end));
    skip(text, "blocks");
    return Loss{*bytes, *blocks};
}

struct LossSentence {
    std::string_view record; ///< "... are definitely lost in loss record 1 of 4"
    std::string_view summary;
    LeakKind kind;
};
constexpr std::array<LossSentence, 4> loss_sentences{{
    {"are definitely lost", "definitely lost:", LeakKind::definite},
    {"are indirectly lost", "indirectly lost:", LeakKind::indirect},
    {"are possibly lost", "possibly lost:", LeakKind::possible},
    {"are still reachable", "still reachable:", LeakKind::reachable},
}};

std::optional<LeakSite> loss_record(std::string_view line) {
    if (line.find(" in loss record ") == line.npos)
        return std::nullopt;
    const auto loss = take_loss(line);
    line = trim(line);
    const auto* const sentence = std::find_if(loss_sentences.begin(), loss_sentences.end(),
                                              [&](const auto& known) { return line.starts_with(known.record); });
    if (!loss || sentence == loss_sentences.end())
        return std::nullopt;
    LeakSite site;
    site.kind = sentence->kind;
    site.count = loss->blocks;
    site.bytes = loss->bytes;
    return site;
}

/// "   by 0x109271: leak_it(unsigned long) (leak.cpp:9)" or "... malloc (in /usr/libexec/valgrind/x.so)"
std::optional<MemoryFrame> memcheck_frame(std::string_view line) {
    line = trim(line);
    if (!skip(line, "at 0x") && !skip(line, "by 0x"))
        return std::nullopt;
    if (!take_word(line).ends_with(':'))
        return std::nullopt;
    auto frame = described_frame(line);
    frame.function = memory_function_name(frame.function);
    return frame;
}

/// What one process writes.
class MemcheckProcess {
public:
    void read(std::string_view line) {
        auto text = trim(line);
        if (auto record = loss_record(line))
            open_record(std::move(*record));
        else if (auto frame = memcheck_frame(line))
            read_frame(std::move(*frame), text.starts_with("at "));
        else if (text == "LEAK SUMMARY:" || text.starts_with("All heap blocks were freed"))
            open_summary();
        else if (in_summary_ && !text.empty())
            read_summary(text);
        else
            read_head(line, text);
    }

    void close() {
        if (!record_)
            return;
        name_place(*record_);
        leaks_.sites.push_back(std::move(*record_));
        record_.reset();
    }

    [[nodiscard]] bool checked() const { return checked_; }
    [[nodiscard]] bool only_summary() const { return only_summary_ && leaks_.sites.empty(); }
    [[nodiscard]] std::uint64_t suppressed() const { return suppressed_; }
    [[nodiscard]] const Leaks& leaks() const { return leaks_; }
    [[nodiscard]] Leaks& leaks() { return leaks_; }

private:
    /// A check that the program asked for, or the one at its end: it lists all that the check before did.
    void open_record(LeakSite record) {
        close();
        if (!std::exchange(in_check_, true))
            leaks_.sites.clear();
        head_ = false;
        record_ = std::move(record);
    }

    void read_frame(MemoryFrame frame, bool first) {
        if (record_)
            record_->stack.push_back(std::move(frame));
        else if (first && std::exchange(head_, false))
            ++leaks_.other_errors;
    }

    void open_summary() {
        close();
        if (!in_check_)
            leaks_.sites.clear();
        in_check_ = false;
        checked_ = in_summary_ = true;
        head_ = only_summary_ = false;
        suppressed_ = leaks_.count = leaks_.bytes = 0;
        leaks_.possible_count = leaks_.possible_bytes = 0;
        leaks_.reachable_count = leaks_.reachable_bytes = 0;
    }

    void read_summary(std::string_view text) {
        for (const auto& sentence : loss_sentences)
            if (skip(text, sentence.summary))
                if (const auto loss = take_loss(text))
                    return add_loss(leaks_, sentence.kind, loss->blocks, loss->bytes);
        if (skip(text, "suppressed:"))
            suppressed_ = take_loss(text).value_or(Loss{}).blocks;
        else if (text.starts_with("Rerun with --leak-check=full"))
            only_summary_ = leaks_.count + leaks_.possible_count > 0;
    }

    /// An error's description stands at the line's beginning, right above its stack; what is known besides, such as
    /// the block that an address belongs to, stands one blank further in.
    void read_head(std::string_view line, std::string_view text) {
        in_summary_ = false;
        if (text.empty())
            close();
        if (text.empty() || !line.starts_with(' '))
            head_ = !text.empty() && !text.starts_with("Process terminating");
    }

    Leaks leaks_;
    std::optional<LeakSite> record_;
    bool head_ = false; ///< the line before may be an error's description
    bool in_check_ = false;
    bool in_summary_ = false;
    bool checked_ = false;
    bool only_summary_ = false;
    std::uint64_t suppressed_ = 0;
};

void add_process(Leaks& all, Leaks& one) {
    all.count += one.count;
    all.bytes += one.bytes;
    all.possible_count += one.possible_count;
    all.possible_bytes += one.possible_bytes;
    all.reachable_count += one.reachable_count;
    all.reachable_bytes += one.reachable_bytes;
    all.other_errors += one.other_errors;
    std::move(one.sites.begin(), one.sites.end(), std::back_inserter(all.sites));
}

using MemcheckProcesses = std::map<std::string, MemcheckProcess, std::less<>>;

std::vector<std::string> memcheck_warnings(const MemcheckProcesses& processes) {
    std::vector<std::string> warnings;
    if (processes.size() > 1)
        warnings.push_back(std::to_string(processes.size()) +
                           " processes in one log: their losses are added up, and what a forked child has from its "
                           "parent counts twice (use --child-silent-after-fork=yes)");
    for (const auto& [id, process] : processes) {
        if (!process.checked())
            warnings.push_back("no leak check of process " + id + ": it was killed, or replaced itself by another");
        if (process.suppressed() > 0)
            warnings.push_back(std::to_string(process.suppressed()) + " blocks of process " + id + " are suppressed");
        const auto& leaks = process.leaks();
        if (process.only_summary())
            warnings.emplace_back("memcheck did not say where the losses are: run it with --leak-check=full");
        else if (const auto listed = listed_leaks(leaks); listed < leaks.count)
            warnings.push_back(std::to_string(leaks.count - listed) + " of " + std::to_string(leaks.count) +
                               " lost blocks of process " + id + " come without their place: run memcheck with " +
                               "--show-leak-kinds=all");
    }
    return warnings;
}

} // namespace

tl::expected<Read<Leaks>, ReadError> read_memcheck_text(std::string_view text) {
    MemcheckProcesses processes;
    std::string_view last;
    std::size_t last_line = 0;
    for (Lines lines(text); lines.next();) {
        auto line = lines.line();
        const auto id = take_process(line);
        if (!trim(line).empty()) {
            last = line;
            last_line = lines.number();
        }
        if (id.empty())
            continue;
        auto process = processes.find(id);
        if (process == processes.end())
            process = processes.try_emplace(std::string(id)).first;
        process->second.read(line);
    }
    if (std::none_of(processes.begin(), processes.end(), [](auto& each) { return each.second.checked(); }))
        return refuse(last_line, last.empty() ? "an empty text" : last,
                      "memcheck's LEAK SUMMARY, which a killed program and one that replaced itself (exec) do not get");
    Read<Leaks> read;
    read.value.tool = "memcheck";
    for (auto& [id, process] : processes) {
        process.close();
        add_process(read.value, process.leaks());
    }
    read.warnings = memcheck_warnings(processes);
    sort_sites(read.value);
    return read;
}

Recognition recognise_memcheck_text(Head head) {
    return contains_any(head, {"== Memcheck, a memory error detector",
                               "== LEAK SUMMARY:", "== All heap blocks were freed -- no leaks are possible"});
}

} // namespace perfeng::tools

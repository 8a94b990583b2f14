#include "perfeng/tools/xctrace/xctrace_export.hpp"

#include "text/reading.hpp"

#include "perfeng/process/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

namespace perfeng::tools {
namespace {

constexpr int most_exports = 3;

/// ": Export failed: Document Missing Template Error"; a whole sentence, which refuse() would cut.
std::string said_in(std::string_view messages) {
    constexpr std::size_t told = 200;
    std::string text(messages.substr(messages.size() - std::min(messages.size(), told)));
    std::ranges::replace_if(text, [](unsigned char c) { return c < ' ' || c == 0x7f; }, ' ');
    const auto words = trim(text);
    return words.empty() ? "" : ": " + std::string(words);
}

/// Runs `attempt` until it gives something or has had its chances. After the time limit there is no other try.
template <typename T, typename Attempt> tl::expected<T, ReadError> export_patiently(const Attempt& attempt) {
    for (int i = 1;; ++i) {
        process::Execution execution;
        auto result = attempt(execution);
        const bool failed = !execution.status.ok();
        if (!failed && result)
            return result;
        if (i < most_exports && !execution.status.timed_out)
            continue;
        if (!failed)
            return result;
        return tl::unexpected(ReadError{0, "xctrace export: " + to_string(execution.status) + said_in(execution.err),
                                        fmt::format("an export in one of {} attempts", i)});
    }
}

/// A file that takes what is written up to a size, and is gone beyond it.
class Copy {
public:
    Copy(const std::filesystem::path& path, std::size_t most)
        : path_(path), most_(most), file_(path, std::ios::binary) {}

    void write(std::string_view piece) {
        size_ += piece.size();
        if (size_ <= most_)
            file_.write(piece.data(), static_cast<std::streamsize>(piece.size()));
    }
    void close() {
        file_.close();
        std::error_code ignored;
        if (size_ > most_ || !file_)
            std::filesystem::remove(path_, ignored);
    }

private:
    std::filesystem::path path_;
    std::size_t most_;
    std::size_t size_ = 0;
    std::ofstream file_;
};

} // namespace

tl::expected<Read<XctraceToc>, ReadError>
export_xctrace_toc(process::Runner& runner, const std::vector<std::string>& command, double timeout_seconds) {
    return export_patiently<Read<XctraceToc>>([&](process::Execution& execution) {
        execution = runner.run(process::tool_command(command, timeout_seconds));
        return read_xctrace_toc(execution.out);
    });
}

tl::expected<Read<XctraceTable>, ReadError>
export_xctrace_table(process::Runner& runner, const std::vector<std::string>& command, double timeout_seconds,
                     std::optional<std::uint64_t> pid, const std::filesystem::path& copy, std::size_t most_copied) {
    return export_patiently<Read<XctraceTable>>([&](process::Execution& execution) {
        XctraceReader reader(pid);
        Copy kept(copy, most_copied);
        auto told = process::tool_command(command, timeout_seconds);
        told.out = process::Output::stream([&](std::string_view piece) {
            reader.feed(piece);
            kept.write(piece);
        });
        execution = runner.run(told);
        kept.close();
        return reader.finish();
    });
}

} // namespace perfeng::tools

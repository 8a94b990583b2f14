#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/model/memory.hpp"
#include "perfeng/process/runner.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/unavailable.hpp"

#include <tl/expected.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

struct Heaptrack {
    std::string path;
    std::string version;       ///< "1.4.0"
    bool record_only = false;  ///< knows --record-only (1.5 and later)
    bool opens_window = false; ///< shows its viewer at the end, unless there is no display to show it on
};

/// By PATH; unavailable too where it does not run.
[[nodiscard]] tl::expected<Heaptrack, Unavailable> find_heaptrack(process::Runner& runner);

/// What to put before a command so that its allocations are recorded in `stem` plus ".zst" or ".gz". Programs that the
/// command executes are not recorded. Never run it on a static executable: heaptrack 1.4 then waits for ever.
[[nodiscard]] std::vector<std::string> heaptrack_prefix(const Heaptrack& heaptrack, const std::filesystem::path& stem);

/// The record that a run with `stem` left, if any.
[[nodiscard]] std::optional<std::filesystem::path> heaptrack_record(const std::filesystem::path& stem);

/// Reads the text of a record (file format 3, heaptrack 1.4 and later), fed in pieces of any size. Used instead of what
/// heaptrack_print says, which is rounded to three digits, lacks modules and lines in its folded stacks, and knows no
/// bytes allocated in all.
///
/// `calls` counts every allocating call, realloc among them. `temporary`: freed by the very next call of the allocator
/// (blocks of equal size and place are one to the record). One site a function of the user's own
/// code, the first in the stack (where there is none, the first below the allocator): `stack` begins with it and is
/// that of its most frequent call.
///
/// Refused: a program that never loaded heaptrack (setuid, static), a record that breaks off, and a program that left
/// by _exit (the shell dash does), was killed or replaced itself (exec), because the last part of its record is then
/// lost.
class HeaptrackRecord {
public:
    HeaptrackRecord();
    ~HeaptrackRecord();
    HeaptrackRecord(const HeaptrackRecord&) = delete;
    HeaptrackRecord& operator=(const HeaptrackRecord&) = delete;

    void add(std::string_view piece);
    /// Call once, after the last piece.
    [[nodiscard]] tl::expected<Allocations, ReadError> result();
    /// The command line that was recorded, words joined by blanks.
    [[nodiscard]] const std::string& command() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The same for a text that is there as a whole.
[[nodiscard]] tl::expected<Allocations, ReadError> read_heaptrack_record(std::string_view text);

/// The same for a recorded file, unpacked by `zstd` or `gzip` as its name ends. Refuses the record of another command
/// than one that holds `program` (empty: any): where a program never calls the system's malloc, heaptrack records one
/// that it executes. Throws Error when the unpacker can't be started.
[[nodiscard]] tl::expected<Allocations, ReadError> read_heaptrack_file(process::Runner& runner,
                                                                       const std::filesystem::path& file,
                                                                       std::string_view program,
                                                                       double timeout_seconds);

[[nodiscard]] Recognition recognise_heaptrack_record(Head head);

} // namespace perfeng::tools

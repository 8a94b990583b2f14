#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/tools/contents.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace perfeng::tools {

/// Reads the report of macOS `sample PROCESS` (also Activity Monitor's "Sample Process"; report version 7 and those
/// before it, as recorded on macOS 10.14 and 26). After its head it holds a tree for each thread:
///
///     Call graph:
///         2757 Thread_1166804: worker   DispatchQueue_1: com.apple.main-thread  (serial)
///         + 2757 start  (in libdyld.dylib) + 1  [0x7fff6842a085]
///         +   2757 main  (in testDemo) + 910  [0x1000017be]  main.cpp:353
///         +     ! 7 ???  (in testDemo)  load address 0x102a50000 + 0x86d2c  [0x102ad6d2c]
///
/// What a frame called stands further right, whatever of "+ ! : |" stands before it. Counts are those of a frame and
/// all that it called; the stacks have what is left of it. Counts are of wall-clock time: a thread that waits is
/// sampled like one that works, so the event is "wall-clock", the unit a count, and a warning says so. The frequency is
/// that of the head, or 0.
///
/// Modules are the names of binaries, "[unknown]" where sample knew none; the source line is kept where it was found. A
/// stack's thread is the thread's name, else its queue's, else "Thread_1166804". The program's name, the moment, the
/// operating system and the processor come from the head.
///
/// Lines of the tree in no such shape are passed over and counted. Of several reports in a text the first one is read.
/// No sample is an error.
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_sample(std::string_view text);

/// "Call graph:" and a thread's line below it, wherever they stand.
[[nodiscard]] Recognition recognise_sample(Head head);

} // namespace perfeng::tools

#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/model/profile.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace perfeng::tools {

/// Reads stacks that DTrace aggregated, as `dtrace -n 'profile-997 { @[stack(), ustack()] = count(); }'` prints them on
/// macOS, illumos and FreeBSD. A record is its keys, the stacks leaf first and a blank line between two of them, and a
/// number:
///
///                   zfs`zfs_write+0x475
///                   unix`sys_syscall+0x17d
///
///                   libc.so.1`__pwrite+0xa
///                   0x104d08831
///                     31
///
/// Offsets are cut off, and addresses without a name are "[unknown]". A stack with a frame of the kernel proper (unix,
/// genunix, kernel, mach_kernel) is one of the kernel's: the module of all its frames is "[kernel]". "outer->inner"
/// (Java) is a frame and what was inlined into it. Another key than a stack (execname, say) becomes the thread. A
/// record without frames is a stack without frames.
///
/// DTrace does not tell what it counted: the event is "samples", the unit a count, even where a script summed up times.
/// Headers and lines of probes are left out; drops are the profile's lost samples. Lines in no such shape are passed
/// over and counted, stacks without a number too. No sample is an error.
[[nodiscard]] tl::expected<Read<Profile>, ReadError> read_dtrace(std::string_view text);

/// Indented frames, one of them "MODULE`NAME", with an indented number below.
[[nodiscard]] Recognition recognise_dtrace(Head head);

} // namespace perfeng::tools

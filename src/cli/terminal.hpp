#pragma once

#include "perfeng/measure/progress.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace perfeng::cli {

/// `choice` is "always", "never" or "auto": then NO_COLOR and CLICOLOR_FORCE (no-color.org, bixense.com/clicolors)
/// and whether stdout is a terminal decide.
[[nodiscard]] bool wants_color(std::string_view choice);

/// Columns of the terminal that is stdout; 0 where it is none.
[[nodiscard]] int terminal_width();

/// A status line on stderr where that is a terminal that can rewrite one, lines for messages in any case;
/// nothing but warnings when `quiet`.
[[nodiscard]] std::unique_ptr<measure::Progress> terminal_progress(bool quiet);

/// Throws ClosedPipe when nobody reads any more, Error when stdout cannot be written otherwise (a full disk).
void write_stdout(std::string_view text);

/// The reader of stdout has gone: the rest is of no interest, and that is no failure.
class ClosedPipe {};

} // namespace perfeng::cli

#pragma once

#include "exchange/unit_words.hpp"

#include "perfeng/tools/contents.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// What the first column of a callgrind or cachegrind file counts.
struct CountedEvent {
    std::string name; ///< "instructions" for Ir
    UnitWord unit;
};

/// An event may have its unit in brackets: "cpu(ms)" of pprof, "Time_(10ns)" of Xdebug.
[[nodiscard]] CountedEvent counted_event(std::string_view name);

/// "the profile is of Ir; the file also holds Dr, Dw"; nothing where there is one event.
[[nodiscard]] std::vector<std::string> other_events_warning(std::string_view chosen,
                                                            const std::vector<std::string_view>& events);

/// Instructions of one trial, where that is what was counted.
[[nodiscard]] std::vector<Metric> instructions_metric(const Profile& profile);

} // namespace perfeng::tools

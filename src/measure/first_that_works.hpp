#pragma once

#include "perfeng/measure/pass.hpp"
#include "perfeng/tools/unavailable.hpp"

#include <tl/expected.hpp>

#include <string_view>
#include <utility>
#include <vector>

namespace perfeng::measure {

/// What the first of several tools that can work brought home, and why those before it could not.
template <typename T> struct FirstThatWorks {
    std::string_view name;
    PassResult<T> result;
    tools::Unavailable before; ///< empty `why`: it was the first of all
};

/// `attempt` takes a name and gives `tl::expected<PassResult<T>, tools::Unavailable>`. Where none can work: the reasons
/// of all, and what to do about the first.
template <typename T>
tl::expected<FirstThatWorks<T>, tools::Unavailable> first_that_works(const std::vector<std::string_view>& names,
                                                                     auto&& attempt) {
    tools::Unavailable none;
    for (const auto name : names) {
        auto made = attempt(name);
        if (made)
            return FirstThatWorks<T>{name, std::move(*made), std::move(none)};
        none = none.why.empty() ? made.error() : tools::Unavailable{none.why + ", and " + made.error().why, none.how};
    }
    return tl::unexpected(std::move(none));
}

} // namespace perfeng::measure

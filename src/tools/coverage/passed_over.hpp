#pragma once

#include "text/reading.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// What a reader could make nothing of: how often, and the first of it.
class PassedOver {
public:
    explicit PassedOver(std::string_view expected) : expected_(expected) {}

    /// `line` 0 where lines have no meaning.
    void add(std::size_t line, std::string_view found) {
        if (count_++ == 0) {
            line_ = line;
            first_ = found.substr(0, 60);
        }
    }

    [[nodiscard]] std::uint64_t count() const { return count_; }

    void warn(std::vector<std::string>& warnings) const {
        if (count_ > 0)
            warnings.push_back(fmt::format("{} passed over, the first is {}",
                                           count_ == 1 ? "1 record was" : fmt::format("{} records were", count_),
                                           to_string(refuse(line_, first_, expected_).value())));
    }

    [[nodiscard]] tl::unexpected<ReadError> refusal() const {
        return refuse(line_, count_ > 0 ? std::string_view(first_) : "no line of code", expected_);
    }

private:
    std::string_view expected_;
    std::uint64_t count_ = 0;
    std::size_t line_ = 0;
    std::string first_;
};

} // namespace perfeng::tools

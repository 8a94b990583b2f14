#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// Lines that a reader could make nothing of: how many, and the first.
class PassedLines {
public:
    void add(std::size_t number, std::string_view line) {
        if (count_++ == 0) {
            first_ = number;
            text_ = line.substr(0, 1000); // more is not shown
        }
    }
    [[nodiscard]] bool empty() const { return count_ == 0; }
    [[nodiscard]] std::size_t first_line() const { return first_; }
    /// `otherwise` where there is none.
    [[nodiscard]] std::string_view first_text(std::string_view otherwise) const {
        return empty() ? otherwise : std::string_view(text_);
    }
    /// Adds a warning, where there are any.
    void tell(std::vector<std::string>& warnings, std::string_view expected) const;

private:
    std::size_t count_ = 0;
    std::size_t first_ = 0;
    std::string text_;
};

} // namespace perfeng::tools

#pragma once

#include "perfeng/tools/contents.hpp"
#include "perfeng/tools/read.hpp"

#include <cstdint>
#include <string_view>

namespace perfeng::tools {

/// Sums the rows of bloaty, whichever form they were printed in.
class BloatyRows {
public:
    /// A row of the whole file, be it of a section or not.
    void add(std::string_view name, std::uint64_t loaded, std::uint64_t in_file);
    /// What the table says of all rows together.
    void set_file_size(std::uint64_t size) { file_size_ = size; }
    [[nodiscard]] std::uint64_t file_size() const { return file_size_; }
    /// `sections`: rows are known to be sections.
    [[nodiscard]] Read<Contents> contents(bool sections) const;
    /// Whether a row was of the section that every program has.
    [[nodiscard]] bool any_text() const { return any_text_; }

private:
    Sections sections_;
    std::uint64_t file_size_ = 0;
    bool collapsed_ = false;
    bool any_text_ = false;
};

} // namespace perfeng::tools

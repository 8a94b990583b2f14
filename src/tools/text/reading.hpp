#pragma once

#include "perfeng/model/error.hpp"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace perfeng::tools {

/// The lines of a text, one after the other, without their line ends ("\n" or "\r\n").
class Lines {
public:
    explicit Lines(std::string_view text) : rest_(text) {}

    /// False at the end; a last line without line end counts, an empty rest does not.
    bool next();
    [[nodiscard]] std::string_view line() const { return line_; }
    [[nodiscard]] std::size_t number() const { return number_; } ///< of `line`, from 1

private:
    std::string_view rest_;
    std::string_view line_;
    std::size_t number_ = 0;
};

/// An unsigned number that is the whole of `text`, without a sign or a prefix.
[[nodiscard]] std::optional<std::uint64_t> whole_number(std::string_view text, int base = 10);
/// Digits with at most one decimal point or comma among them: what a tool prints in any locale.
[[nodiscard]] std::optional<double> decimal_number(std::string_view text);

/// Removes `prefix` from the front of `text`, if it stands there.
bool skip(std::string_view& text, std::string_view prefix);
[[nodiscard]] std::string_view trim(std::string_view text);
/// Cuts the first word (up to a blank or tab) off `text`, with the blanks around it. Empty at the end.
std::string_view take_word(std::string_view& text);
/// The same at the end; blanks before the word are left.
std::string_view take_last_word(std::string_view& text);

/// A refusal; `found` is shortened, and what cannot be printed is shown as '?'.
[[nodiscard]] tl::unexpected<ReadError> refuse(std::size_t line, std::string_view found, std::string_view expected);

/// What stands before `end`, or all of it; takes both from `text`.
std::string_view cut_field(std::string_view& text, char end);

} // namespace perfeng::tools

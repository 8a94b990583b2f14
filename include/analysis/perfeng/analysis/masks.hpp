#pragma once

#include "perfeng/model/verification.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::analysis {

/// A mask by a name. `pattern` is a regular expression of ECMAScript.
struct NamedMask {
    std::string_view name;
    std::string_view pattern;
    std::string_view hides; ///< for people, with an example
};

/// In the order in which they are applied: what is told apart more finely comes first.
[[nodiscard]] std::span<const NamedMask> named_masks();

/// Hides what may differ between two executions of a right program: dates, addresses, and the like.
class Masks {
public:
    /// Each word is the name of a mask or a regular expression (ECMAScript, without back-references). Throws Error for
    /// what is neither, and for what looks like a misspelt name.
    explicit Masks(const std::vector<std::string>& words);
    ~Masks();
    Masks(Masks&&) noexcept;
    Masks& operator=(Masks&&) noexcept;

    /// Lines that are longer are not masked.
    static constexpr std::size_t longest_line = 65536;

    /// The line with what is hidden as "<date>", "<masked>" for a regular expression. Takes at worst
    /// the square of its length with a regular expression of the user's, and is linear with the named masks.
    [[nodiscard]] std::string hide(std::string_view line) const;
    /// As above, and names the masks that hid something.
    [[nodiscard]] std::string hide(std::string_view line, std::vector<std::string>& used) const;
    [[nodiscard]] bool empty() const { return masks_.empty(); }

private:
    struct Mask;
    std::vector<Mask> masks_;
};

} // namespace perfeng::analysis

#pragma once

#include <tl/expected.hpp>

#include <string>

namespace perfeng::tools {

/// Why a tool cannot work on this machine, and what to do about it.
struct Unavailable {
    std::string why;
    std::string how;
};

/// A program that the usual distributions have under this name.
[[nodiscard]] Unavailable not_installed(const std::string& package);

/// The path of a program that macOS has in /usr/bin. One without an `xcrun` beside it in PATH is another program of
/// that name.
[[nodiscard]] tl::expected<std::string, Unavailable> find_on_mac(const std::string& program);

inline constexpr const char* get_xcode = "install Xcode from the App Store, then: sudo xcode-select -s "
                                         "/Applications/Xcode.app/Contents/Developer";

} // namespace perfeng::tools

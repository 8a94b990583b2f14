#include "perfeng/tools/symbols/demangle.hpp"

#include "rust_names.hpp"

#include <cxxabi.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <optional>

namespace perfeng::tools {
namespace {

constexpr std::string_view digits = "0123456789";

// What GCC and LLVM append, each with an optional ".number" after it.
constexpr std::array<std::string_view, 9> copies{".constprop", ".isra",       ".part",   ".cold",       ".llvm",
                                                 ".lto_priv",  ".localalias", ".__uniq", ".specialized"};

/// Cuts one ".copy" or ".copy.12" off the end.
bool cut_copy(std::string_view& name) {
    auto end = name.size();
    const auto last = name.find_last_not_of(digits);
    if (last != std::string_view::npos && name[last] == '.' && last + 1 < name.size())
        end = last;
    for (const auto at : {end, name.size()})
        for (const auto copy : copies)
            if (at > copy.size() && name.substr(0, at).ends_with(copy)) {
                name = name.substr(0, at - copy.size());
                return true;
            }
    return false;
}

std::string_view without_copies(std::string_view name) {
    for (const std::string_view mark : {" [clone ", " (.llvm."})
        name = name.substr(0, name.find(mark));
    while (cut_copy(name)) {
    }
    return name;
}

std::optional<std::string> demangle_cpp(std::string_view raw) {
    if (!raw.starts_with("_Z"))
        return std::nullopt;
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> name(
        abi::__cxa_demangle(std::string(raw).c_str(), nullptr, nullptr, &status), &std::free);
    return status == 0 && name ? std::optional<std::string>(name.get()) : std::nullopt;
}

std::string demangle_plain(std::string_view raw) {
    const auto name = without_copies(raw);
    // Mach-O puts an underscore before every name.
    const auto mangled = name.starts_with("__Z") || name.starts_with("__R") ? name.substr(1) : name;
    for (auto* const scheme : {demangle_rust_legacy, demangle_rust_v0, demangle_cpp, demangle_rust_half})
        if (auto demangled = scheme(mangled))
            return *demangled;
    return std::string(name);
}

} // namespace

std::string demangle(std::string_view raw) {
    constexpr std::string_view plt = "@plt";
    const bool in_plt = raw.ends_with(plt);
    if (in_plt)
        raw.remove_suffix(plt.size());
    // Objective-C and JavaScript names hold an @ too; a version starts with an upper-case letter behind a C name.
    if (const auto version = raw.find('@');
        version != std::string_view::npos && version > 0 && raw.find_first_of(" /:(") == std::string_view::npos)
        raw = raw.substr(0, version);
    auto name = demangle_plain(raw);
    if (in_plt)
        name += plt;
    return name;
}

} // namespace perfeng::tools

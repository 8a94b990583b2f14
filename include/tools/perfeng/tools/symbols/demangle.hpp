#pragma once

#include <string>
#include <string_view>

namespace perfeng::tools {

/// A symbol's name in the words of its language: C++ (Itanium ABI), Rust legacy (`_ZN..17h<hash>E`) and Rust v0
/// (`_R..`, RFC 2603); a name in none of these schemes comes back as it is. Rust hashes and crate
/// disambiguators, symbol versions (`@@GLIBC_2.34`) and what compilers append to copies of a function (`.constprop.0`,
/// `.isra.0`, `.part.0`, `.cold`, `.llvm.123`, `(.llvm.123)`,
/// `[clone ..]`) are left out; `@plt` stays.
[[nodiscard]] std::string demangle(std::string_view raw);

/// A demangled name as people say it: without template and generic arguments, argument lists, return types, ABI tags,
/// inline namespaces and hashes. `<X as Trait>::f` keeps both types, a lambda its number.
/// A name that is neither C++ nor Rust (Go, JavaScript, Java, Python) comes back as it is.
[[nodiscard]] std::string short_name(std::string_view demangled);

} // namespace perfeng::tools

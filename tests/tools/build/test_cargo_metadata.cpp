#include "catch.hpp"

#include "perfeng/tools/build/cargo_metadata.hpp"

using namespace perfeng;
using namespace perfeng::tools;

TEST_CASE("the package of a program is found in cargo's metadata", "[cargo]") {
    const std::string metadata = R"({"packages":[{"name":"one","targets":[{"kind":["lib"],"name":"one"},
        {"kind":["bin"],"name":"tool"},{"kind":["example"],"name":"demo"}]},
        {"name":"two","targets":[{"kind":["bin"],"name":"two"},{"kind":["bin"],"name":"twin"}]},
        {"name":"three","targets":[{"kind":["bin"],"name":"twin"}]}],"version":1})";
    CHECK(read_package_of(metadata, "bin", "tool") == "one");
    CHECK(read_package_of(metadata, "example", "demo") == "one");
    CHECK(read_package_of(metadata, "bin", "two") == "two");
    CHECK_FALSE(read_package_of(metadata, "bin", "one").has_value()); // a library
    CHECK(read_package_of(metadata, "bin", "twin").error().found == "2 packages");
    for (const auto* const text : {"", "{}", "[]", R"({"packages":[{"targets":3}]})"})
        CHECK_FALSE(read_package_of(text, "bin", "tool").has_value());
}

TEST_CASE("versions of rustc and of LLVM's tools are read", "[cargo]") {
    const auto version = read_rust_version("rustc 1.95.0 (59807616e 2026-04-14)\nbinary: rustc\n"
                                           "host: x86_64-unknown-linux-gnu\nrelease: 1.95.0\nLLVM version: 22.1.2\n");
    CHECK(version.host == "x86_64-unknown-linux-gnu");
    CHECK(version.llvm == "22");
    CHECK(read_llvm_major("Debian LLVM version 14.0.6\n  Optimized build.\n") == "14");
    CHECK(read_llvm_major("llvm-profdata: Unknown command!\n").empty());
}

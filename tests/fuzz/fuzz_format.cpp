// A fuzz target for libFuzzer: feeds the reader of the format that PERFENG_FUZZ_FORMAT names, and every recognition.
// scripts/fuzz builds and runs it.

#include "perfeng/tools/recognise.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace {

const perfeng::tools::Format* fuzzed = nullptr;

} // namespace

// NOLINTBEGIN(readability-identifier-naming): libFuzzer's names

/// PERFENG_FUZZ_FORMAT=list prints the names instead.
extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
    const char* const name = std::getenv("PERFENG_FUZZ_FORMAT");
    fuzzed = perfeng::tools::find_format(name != nullptr ? name : "");
    if (fuzzed != nullptr)
        return 0;
    for (const auto& known : perfeng::tools::formats())
        std::printf("%.*s\n", static_cast<int>(known.name.size()), known.name.data());
    std::fflush(stdout);
    std::_Exit(name != nullptr && std::string_view(name) == "list" ? 0 : 2);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const auto& known : perfeng::tools::formats())
        for (const bool whole : {false, true})
            if (known.recognise({text, whole}) == perfeng::tools::Recognition::need_more && whole)
                std::abort();
    (void)fuzzed->read(text);
    return 0;
}

// NOLINTEND(readability-identifier-naming)

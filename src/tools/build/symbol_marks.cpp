#include "symbol_marks.hpp"

#include <unordered_map>

namespace perfeng::tools {
namespace {

/// Names that only this way of building brings into a program.
const std::unordered_map<std::string_view, std::string_view>& exact_names() {
    static const std::unordered_map<std::string_view, std::string_view> names{
        {"__asan_init", "asan"},
        {"__tsan_init", "tsan"},
        {"__msan_init", "msan"},
        {"__hwasan_init", "hwasan"},
        {"__dfsan_init", "dfsan"},
        {"__gcov_init", "gcov"},
        {"__llvm_gcov_init", "gcov"},
        {"__gcov_indirect_call_profiler_v4", "gcov values"},
        {"__gcov_average_profiler", "gcov values"},
        {"__gcov_topn_values_profiler", "gcov values"},
        {"__gcov_ior_profiler", "gcov values"},
        {"__gcov_time_profiler_counter", "gcov values"},
        {"__gcov_indirect_call", "gcov values"},
        {"__llvm_profile_runtime", "llvm profile"},
        {"__llvm_profile_instrument_target", "llvm values"},
        {"__llvm_coverage_mapping", "llvm coverage"},
        {"__cyg_profile_func_enter", "function tracing"},
        {"__xray_FunctionEntry", "function tracing"},
        {"_ZN11__gnu_debug16_Error_formatter8_M_errorEv", "debug library"},
        {"_ZNK11__gnu_debug16_Error_formatter8_M_errorEv", "debug library"},
        {"_ZSt21__glibcxx_assert_failPKciS0_S0_", "library assertions"},
        {"__assert_fail", "assertions"},
        {"je_malloc", "jemalloc"},
        {"_rjem_malloc", "jemalloc"},
        {"_rjem_mallocx", "jemalloc"},
        {"je_mallocx", "jemalloc"},
        {"mi_malloc", "mimalloc"},
        {"mi_heap_malloc", "mimalloc"},
        {"mi_malloc_aligned", "mimalloc"},
        {"tc_malloc", "tcmalloc"},
        {"sn_rust_alloc", "snmalloc"},
        {"rust_eh_personality", "rust"},
        {"__rust_alloc", "rust"},
    };
    return names;
}

} // namespace

std::string_view symbol_mark(std::string_view name, bool undefined) {
    const auto bare = name.substr(0, name.find('@'));
    if (undefined && (bare == "mcount" || bare == "_mcount" || bare == "__fentry__"))
        return "mcount";
    if (undefined && bare == "_Unwind_RaiseException")
        return "unwinds";
    if (undefined && bare == "_Unwind_Resume")
        return "cleans up";
    if (!undefined && bare == "malloc")
        return "own malloc";
    if (const auto found = exact_names().find(bare); found != exact_names().end())
        return found->second;
    if (bare.starts_with("__ubsan_handle_"))
        return "ubsan";
    if (bare.starts_with("__sanitizer_cov_"))
        return "sanitizer coverage";
    if (bare.find(".lto_priv.") != std::string_view::npos)
        return "gcc lto";
    return {};
}

} // namespace perfeng::tools

#include "perfeng/analysis/lints.hpp"

#include <algorithm>
#include <array>

namespace perfeng::analysis {
namespace {

/// The group perf of clippy 0.1.95.
constexpr std::array<std::string_view, 36> clippy_perf{"box_collection",
                                                       "boxed_local",
                                                       "cloned_ref_to_slice_refs",
                                                       "cmp_owned",
                                                       "collapsible_str_replace",
                                                       "double_ended_iterator_last",
                                                       "drain_collect",
                                                       "expect_fun_call",
                                                       "extend_with_drain",
                                                       "format_in_format_args",
                                                       "iter_overeager_cloned",
                                                       "large_const_arrays",
                                                       "large_enum_variant",
                                                       "manual_contains",
                                                       "manual_ignore_case_cmp",
                                                       "manual_memcpy",
                                                       "manual_retain",
                                                       "manual_str_repeat",
                                                       "manual_try_fold",
                                                       "map_entry",
                                                       "missing_const_for_thread_local",
                                                       "missing_spin_loop",
                                                       "readonly_write_lock",
                                                       "redundant_allocation",
                                                       "redundant_iter_cloned",
                                                       "regex_creation_in_loops",
                                                       "replace_box",
                                                       "result_large_err",
                                                       "sliced_string_as_bytes",
                                                       "slow_vector_initialization",
                                                       "to_string_in_format_args",
                                                       "unbuffered_bytes",
                                                       "unnecessary_to_owned",
                                                       "useless_vec",
                                                       "vec_init_then_push",
                                                       "waker_clone_wake"};
/// Of its groups pedantic, nursery, restriction, complexity and style those that speak of cost.
constexpr std::array<std::string_view, 34> clippy_others{"assigning_clones",
                                                         "format_collect",
                                                         "format_push_string",
                                                         "implicit_clone",
                                                         "inefficient_to_string",
                                                         "iter_nth",
                                                         "iter_with_drain",
                                                         "large_futures",
                                                         "large_stack_arrays",
                                                         "large_stack_frames",
                                                         "large_types_passed_by_value",
                                                         "linkedlist",
                                                         "manual_string_new",
                                                         "map_clone",
                                                         "mutex_atomic",
                                                         "mutex_integer",
                                                         "naive_bytecount",
                                                         "needless_collect",
                                                         "needless_pass_by_value",
                                                         "option_as_ref_cloned",
                                                         "or_fun_call",
                                                         "redundant_clone",
                                                         "same_item_push",
                                                         "set_contains_or_insert",
                                                         "single_char_add_str",
                                                         "stable_sort_primitive",
                                                         "string_add",
                                                         "string_add_assign",
                                                         "suboptimal_flops",
                                                         "trivially_copy_pass_by_ref",
                                                         "unnecessary_box_returns",
                                                         "unnecessary_join",
                                                         "useless_format",
                                                         "vec_box"};

/// Of clang-tidy 19, outside of performance-*.
constexpr std::array<std::string_view, 5> tidy_rules{"clang-analyzer-optin.performance.Padding", "hicpp-move-const-arg",
                                                     "hicpp-noexcept-move", "modernize-pass-by-value",
                                                     "modernize-use-emplace"};

/// What cppcheck 2.10 calls performance: its --template=gcc tells no severity.
constexpr std::array<std::string_view, 6> cppcheck_rules{"passedByValue",  "postfixOperator",       "stlSize",
                                                         "iterateByValue", "useInitializationList", "stlIfStrFind"};

template <typename Names> bool is_one(std::string_view name, const Names& names) {
    return std::ranges::find(names, name) != names.end();
}

} // namespace

bool is_about_speed(const LintFinding& lint) {
    constexpr std::string_view clippy = "clippy::";
    const std::string_view rule = lint.rule;
    if (rule.starts_with(clippy)) {
        const auto name = rule.substr(clippy.size());
        return is_one(name, clippy_perf) || is_one(name, clippy_others);
    }
    if (lint.tool == "clang-tidy")
        return rule.starts_with("performance-") || is_one(rule, tidy_rules);
    return lint.category == "performance" || is_one(rule, cppcheck_rules);
}

} // namespace perfeng::analysis

#include "identity_words.hpp"

#include "perfeng/process/program.hpp"

#include <fmt/format.h>

namespace perfeng::pipeline {
namespace {

Check check_named(std::string name, CheckKind kind) {
    Check check;
    check.name = std::move(name);
    check.kind = kind;
    check.source = "the baseline's output";
    return check;
}

std::string lines(std::uint64_t number) { return fmt::format("{} line{}", number, number == 1 ? "" : "s"); }

std::string alike_in_words(const OutputComparison& output) {
    if (output.sameness == Sameness::identical)
        return fmt::format("identical, {} bytes", output.base_bytes);
    std::string text;
    for (const auto& [mask, count] : output.masks)
        text += fmt::format("{}{} in {}", text.empty() ? "" : ", ", mask, lines(count));
    return "identical after masks: " + text;
}

std::string masks_in_words(const std::vector<std::string>& masks) {
    std::vector<std::string> words;
    for (const auto& mask : masks) {
        words.emplace_back("--mask");
        words.push_back(mask);
    }
    return process::join_words(words);
}

void tell_variation(const OutputComparison& output, Varying varying, Check& check) {
    const auto example = output.varies.empty() ? std::string() : ", as in " + output.varies.front();
    const bool order = output.varies.size() == 1 && output.remedy.empty() && output.sameness == Sameness::reordered;
    if (varying == Varying::baseline) {
        check.status = CheckStatus::not_run;
        check.detail = "the baseline's own output varies from run to run" + example;
        if (!output.remedy.empty())
            check.detail += "; apart from that it is the same";
    } else if (varying == Varying::baseline_and_more) {
        check.detail += "; beside that the baseline's own output varies from run to run" + example;
    } else {
        check.detail += "; the candidate's output varies from run to run, the baseline's does not" + example;
    }
    check.how =
        order ? "accept any order with --any-order, or give the output an order"
        : output.remedy.empty()
            ? "hide what varies with --mask REGEX, or make it repeatable (a fixed seed, sorted lines, one thread)"
            : "hide it with " + masks_in_words(output.remedy);
}

} // namespace

Check status_check(const ExitStatus& base, const ExitStatus& candidate, bool failure_expected) {
    auto check = check_named("exit status", CheckKind::exit_status);
    const bool alike = base == candidate && !base.timed_out;
    check.status = alike ? CheckStatus::passed : CheckStatus::failed;
    check.detail =
        alike ? "both: " + to_string(base) : "baseline: " + to_string(base) + "; candidate: " + to_string(candidate);
    if (candidate.timed_out)
        check.how = "raise --time-limit if it only needs longer";
    if (!base.ok() && !failure_expected) {
        check.status = CheckStatus::not_run;
        check.detail = "the baseline's program, from its snapshot, ended with " + to_string(base);
        check.how = base.timed_out ? "raise --time-limit"
                                   : "if it needs files beside it that have changed since, keep them: perfeng baseline "
                                     "--snapshot FILE; if it is right that it fails, measure it with --ignore-failure";
    }
    return check;
}

Check without_example(const std::string& what) {
    auto check = check_named(what, CheckKind::output);
    check.detail = "the baseline's program did not run to its end";
    return check;
}

std::string difference_in_words(const OutputComparison& output) {
    if (output.differing_bytes)
        return fmt::format("{} of {} bytes differ, first at byte {}", *output.differing_bytes,
                           std::max(output.base_bytes, output.candidate_bytes), output.first->offset);
    const auto where = output.first ? fmt::format("first in line {}", output.first->line) : "";
    if (output.sameness == Sameness::reordered)
        return "the same lines in another order, " + where;
    const auto counts =
        output.removed ? fmt::format("{} of {} gone, {} new", *output.removed, lines(output.base_lines), *output.added)
                       : fmt::format("{} against {}, with more differences than are counted", lines(output.base_lines),
                                     lines(output.candidate_lines));
    return "differs: " + counts + ", " + where;
}

Check output_check(const OutputComparison& output, const Unwritten& unwritten, bool any_order, Varying varying) {
    auto check = check_named(output.what, CheckKind::output);
    if (unwritten.base) {
        check.detail = unwritten.candidate ? "neither side wrote it" : "the baseline's program did not write it";
        check.how = "check --output: paths count from the workload's directory";
        return check;
    }
    if (unwritten.candidate) {
        check.status = CheckStatus::failed;
        check.detail = "the candidate did not write it";
        return check;
    }
    const bool reordered = output.sameness == Sameness::reordered;
    const bool same = output.sameness == Sameness::identical || output.sameness == Sameness::alike_after_masks;
    check.status = same || (reordered && any_order) ? CheckStatus::passed : CheckStatus::failed;
    check.detail = same ? alike_in_words(output) : difference_in_words(output);
    if (reordered && any_order)
        check.detail += ", which --any-order accepts";
    else if (reordered)
        check.how = "if the order is of no account: --any-order";
    if (output.unmasked_lines > 0)
        check.detail += fmt::format("; {} longer than 64 KiB, compared without masks", lines(output.unmasked_lines));
    if (varying != Varying::no)
        tell_variation(output, varying, check);
    return check;
}

} // namespace perfeng::pipeline

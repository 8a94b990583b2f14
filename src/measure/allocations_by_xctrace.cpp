#include "allocation_ways.hpp"
#include "pass_words.hpp"
#include "xctrace_recording.hpp"

#include "perfeng/process/program.hpp"
#include "perfeng/tools/xctrace/xctrace_export.hpp"

#include <fmt/format.h>

namespace perfeng::measure {
namespace {

constexpr const char* allocations_pass = "allocations";

PassResult<Allocations> no_allocations(const tools::Unavailable& reason) {
    return {{}, {}, {{allocations_pass, reason.why, reason.how}}};
}

PassResult<Allocations> allocations_of_trace(const PassContext& context, const tools::Xctrace& xctrace,
                                             const XctraceTrace& trace) {
    const auto command =
        tools::xctrace_detail_command(xctrace, trace.path, trace.run.number, "Allocations", "Allocations List");
    const auto copy = context.scratch / "allocations.xml";
    auto table = tools::export_xctrace_table(context.runner, command, context.limit, trace.run.pid, copy);
    if (!table)
        return no_allocations({to_string(table.error()), "measure again"});
    if (!table->value.allocations)
        return no_allocations(
            {"this version of xctrace does not export the list of allocations",
             "look at them in Instruments: " +
                 process::join_words(tools::xctrace_record_prefix(
                     xctrace, {.name = tools::XctraceTemplate::allocations, .trace = "allocations.trace"}))});
    PassResult<Allocations> result{std::move(table->value.allocations), {}, cut_by_limit(allocations_pass, trace.run)};
    result.not_measured.push_back({"bytes held at the peak, and temporary allocations",
                                   "Instruments' list of allocations does not tell them", ""});
    add_reservations(result.not_measured, allocations_pass, table->warnings);
    if (std::filesystem::exists(copy))
        result.raw.push_back({"allocations.xml", copy});
    return result;
}

} // namespace

PassResult<Allocations> allocations_by_xctrace(const PassContext& context) {
    const auto xctrace = tools::find_xctrace(context.runner);
    if (!xctrace)
        return no_allocations(xctrace.error());
    note_tool(context, "xctrace", xctrace->version);
    announce_pass(context, fmt::format("allocations: xctrace {}, one execution", xctrace->version));
    const auto trace = record_with_xctrace(context, *xctrace, tools::XctraceTemplate::allocations);
    return trace ? allocations_of_trace(context, *xctrace, *trace) : no_allocations(trace.error());
}

} // namespace perfeng::measure

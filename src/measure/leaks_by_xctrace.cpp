#include "leak_ways.hpp"
#include "pass_words.hpp"
#include "xctrace_recording.hpp"

#include "perfeng/process/program.hpp"
#include "perfeng/tools/xctrace/xctrace_export.hpp"

#include <fmt/format.h>

namespace perfeng::measure {
namespace {

constexpr const char* xctrace_leaks_pass = "leaks";

PassResult<Leaks> leaks_not_exported(std::string why, std::string how) {
    return {{}, {}, {{xctrace_leaks_pass, std::move(why), std::move(how)}}};
}

PassResult<Leaks> leaks_of_trace(const PassContext& context, const tools::Xctrace& xctrace, const XctraceTrace& trace) {
    const auto command = tools::xctrace_detail_command(xctrace, trace.path, trace.run.number, "Leaks", "Leaks");
    const auto copy = context.scratch / "leaks.xml";
    auto table = tools::export_xctrace_table(context.runner, command, context.limit, trace.run.pid, copy);
    if (!table)
        return leaks_not_exported(to_string(table.error()), "measure again");
    if (!table->value.leaks)
        return leaks_not_exported("this version of xctrace does not export the list of leaks, or there are none",
                                  "use --leak-checker leaks");
    PassResult<Leaks> result{std::move(table->value.leaks), {}, cut_by_limit(xctrace_leaks_pass, trace.run)};
    add_reservations(result.not_measured, xctrace_leaks_pass, table->warnings);
    if (std::filesystem::exists(copy))
        result.raw.push_back({"leaks.xml", copy});
    return result;
}

} // namespace

LeakAttempt leaks_by_xctrace(const PassContext& context) {
    const auto xctrace = tools::find_xctrace(context.runner);
    if (!xctrace)
        return tl::unexpected(xctrace.error());
    note_tool(context, "xctrace", xctrace->version);
    announce_pass(context, fmt::format("leaks: xctrace {}, one execution", xctrace->version));
    const auto trace = record_with_xctrace(context, *xctrace, tools::XctraceTemplate::leaks);
    if (!trace)
        return leaks_not_exported(trace.error().why, trace.error().how);
    return leaks_of_trace(context, *xctrace, *trace);
}

} // namespace perfeng::measure

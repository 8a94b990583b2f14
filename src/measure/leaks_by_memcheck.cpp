#include "leak_ways.hpp"
#include "memory_pass.hpp"
#include "pass_words.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/memory/memcheck.hpp"
#include "perfeng/tools/memory/valgrind.hpp"

namespace perfeng::measure {
namespace {

constexpr MemoryPass memcheck_pass{"leaks", "valgrind memcheck", 50};

PassResult<Leaks> check_with_memcheck(const PassContext& context, const tools::Valgrind& valgrind) {
    const auto xml = context.scratch / "memcheck.xml";
    const auto command = under_tool(context, tools::memcheck_prefix(valgrind, xml));
    const auto run = context.runner.run(command);
    if (auto failed = failure(context, memcheck_pass, run, command.argv))
        return {{}, {}, {std::move(*failed)}};
    if (!std::filesystem::exists(xml))
        return not_measured<Leaks>(memcheck_pass, with_stderr("memcheck wrote no report", run), by_hand(command.argv));
    const auto leaks = tools::read_memcheck_xml(process::read_file(xml));
    if (!leaks)
        return not_measured<Leaks>(memcheck_pass, "memcheck's report: " + to_string(leaks.error()),
                                   "if the workload starts the program by another one (a shell, env), measure that "
                                   "program itself: valgrind does not follow");
    return {*leaks, {{"memcheck.xml", xml}}, {}};
}

} // namespace

LeakAttempt leaks_by_memcheck(const PassContext& context) {
    if (auto refused = refusal(context, memcheck_pass))
        return PassResult<Leaks>{{}, {}, {std::move(*refused)}};
    const auto valgrind = tools::find_valgrind(context.runner);
    if (!valgrind)
        return tl::unexpected(valgrind.error());
    note_tool(context, "valgrind", valgrind->version);
    announce_run(context, memcheck_pass);
    return check_with_memcheck(context, *valgrind);
}

} // namespace perfeng::measure

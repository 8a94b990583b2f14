#include "perfeng/tools/xctrace/xctrace.hpp"

#include "text/reading.hpp"
#include "text/xml_scanner.hpp"
#include "xctrace_details.hpp"
#include "xctrace_elements.hpp"
#include "xctrace_samples.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

namespace perfeng::tools {
namespace {

constexpr std::string_view root = "trace-query-result";
/// Of what is handed to the scanner at once, so that it keeps no copy of a whole document.
constexpr std::size_t piece_size = std::size_t{1} << 20U;

/// A table's schema: which column is in which place.
struct Table {
    enum class Kind { details, samples, hangs, other } kind = Kind::details;
    std::vector<std::string> columns;

    [[nodiscard]] bool has(std::string_view column) const {
        return std::ranges::find(columns, column) != columns.end();
    }

    /// What stands in a column, or null where nothing of that type does.
    template <typename T>
    [[nodiscard]] const T* get(std::string_view column, const std::vector<XctraceCell>& cells) const {
        const auto* found = cell(column, cells);
        return found == nullptr ? nullptr : std::get_if<T>(&found->meaning);
    }

    [[nodiscard]] const XctraceCell* cell(std::string_view column, const std::vector<XctraceCell>& cells) const {
        const auto at = static_cast<std::size_t>(std::ranges::find(columns, column) - columns.begin());
        return at < cells.size() ? &cells[at] : nullptr;
    }
};

} // namespace

struct XctraceReader::State {
    struct ProcessHang {
        Hang hang;
        std::uint64_t pid = 0;
    };

    std::optional<std::uint64_t> pid;
    XmlScanner scanner;
    XctraceElements elements;
    XctraceSamples samples;
    XctraceProcesses hanging;
    XctraceDetails details;
    std::vector<ProcessHang> hangs;
    Table table;
    bool any_samples = false; ///< a table of them, be it empty
    bool any_hangs = false;
    bool any_node = false;
    std::vector<std::string> schemas;
    std::vector<std::string> unread; ///< schemas of tables passed over
    std::uint64_t bad_rows = 0;
    std::uint64_t blocked = 0;
    std::uint64_t other_kinds = 0;
    std::optional<ReadError> error;

    void read();
    void start();
    void end();
    void end_schema();
    void end_row();
    bool add_sample();
    bool add_hang();
    void warn(std::vector<std::string>& warnings) const;
    std::vector<Hang> chosen_hangs(std::vector<std::string>& warnings) const;
};

void XctraceReader::State::read() {
    for (;;) {
        switch (scanner.next()) {
        case XmlScanner::Token::start:
            start();
            break;
        case XmlScanner::Token::end:
            end();
            break;
        case XmlScanner::Token::text:
            elements.text(scanner.text());
            break;
        case XmlScanner::Token::error:
            error = error.value_or(scanner.error());
            return;
        case XmlScanner::Token::more:
            return;
        }
        if (error)
            return;
    }
}

void XctraceReader::State::start() {
    const auto name = scanner.name();
    if (scanner.depth() == 1 && name != root)
        error = refuse(scanner.line(), name, "<trace-query-result>, what `xctrace export --xpath` prints").value();
    elements.start(scanner);
    if (name == "node") {
        table = {};
        any_node = true;
    } else if (name == "schema") {
        schemas.emplace_back(scanner.attribute("name"));
        table.columns.clear();
    } else if (name == "row" && table.kind == Table::Kind::details) {
        details.start_row(scanner);
    }
}

void XctraceReader::State::end() {
    const auto cell = elements.end();
    if (const auto* text = std::get_if<XctraceText>(&cell.meaning); text != nullptr && cell.tag == XctraceTag::mnemonic)
        table.columns.push_back(elements.string(text->id));
    else if (scanner.name() == "schema")
        end_schema();
    else if (cell.tag == XctraceTag::row)
        end_row();
}

void XctraceReader::State::end_schema() {
    if ((table.has("weight") && table.has("stack")) || table.has("cp-user-callstack")) {
        table.kind = Table::Kind::samples;
        any_samples = true;
    } else if (schemas.back() == "potential-hangs") {
        table.kind = Table::Kind::hangs;
        any_hangs = true;
    } else {
        table.kind = Table::Kind::other;
        unread.push_back(schemas.back());
    }
}

void XctraceReader::State::end_row() {
    if (table.kind == Table::Kind::details)
        return details.end_row(elements);
    if (table.kind == Table::Kind::other)
        return;
    const bool whole = elements.cells().size() == table.columns.size();
    if (!whole || !(table.kind == Table::Kind::samples ? add_sample() : add_hang()))
        ++bad_rows;
}

bool XctraceReader::State::add_sample() {
    const auto& cells = elements.cells();
    const bool raw = table.has("cp-user-callstack"); // of time-sample, where each row is one sample
    const auto* weight = table.get<XctraceNumber>("weight", cells);
    const auto* thread = table.get<XctraceThread>("thread", cells);
    if ((weight == nullptr && !raw) || thread == nullptr)
        return false;
    const auto* state = table.get<XctraceText>("thread-state", cells);
    if (state != nullptr && elements.string(state->id) == "Blocked") {
        ++blocked;
        return true;
    }
    const auto* stack = table.get<XctraceStack>(raw ? "cp-user-callstack" : "stack", cells);
    const auto of = stack == nullptr ? std::nullopt : std::optional(*stack);
    const auto kind = raw ? XctraceTag::kperf_bt : table.cell("weight", cells)->tag;
    if (!samples.add(*thread, of, kind, raw ? 1 : weight->value))
        ++other_kinds;
    return true;
}

bool XctraceReader::State::add_hang() {
    const auto& cells = elements.cells();
    const auto* start = table.get<XctraceNumber>("start", cells);
    const auto* duration = table.get<XctraceNumber>("duration", cells);
    const auto* kind = table.get<XctraceText>("hang-type", cells);
    const auto* thread = table.get<XctraceThread>("thread", cells);
    if (start == nullptr || duration == nullptr || kind == nullptr || thread == nullptr)
        return false;
    hangs.push_back({{.start = static_cast<double>(start->value) * 1e-9,
                      .duration = static_cast<double>(duration->value) * 1e-9,
                      .kind = elements.string(kind->id),
                      .thread = elements.string(thread->name)},
                     thread->process.pid});
    hanging.add(thread->process, hangs.back().hang.duration);
    return true;
}

void XctraceReader::State::warn(std::vector<std::string>& warnings) const {
    const auto count = [&](std::uint64_t times, std::string_view what) {
        if (times > 0)
            warnings.push_back(fmt::format("{} {}", times, what));
    };
    if (!any_node)
        warnings.emplace_back("no table: the trace holds none that was asked for");
    for (const auto& schema : unread)
        warnings.push_back(fmt::format("table {} passed over", schema));
    count(bad_rows, "rows that do not fit their schema, or without a weight, passed over");
    count(blocked, "samples of blocked threads left out");
    count(other_kinds, "samples weighed in another unit than the first left out");
    count(elements.lost_references(), "references to an id that was not given before");
    count(elements.cut_stacks(), "stacks cut at 16384 frames");
    if (const auto nameless = elements.stacks_of_addresses(); nameless > 0)
        warnings.push_back(
            fmt::format("{} of {} distinct stacks are addresses without names: export with Xcode 14.3 or "
                        "newer",
                        nameless, elements.stacks()));
    details.warn(warnings);
}

std::vector<Hang> XctraceReader::State::chosen_hangs(std::vector<std::string>& warnings) const {
    const auto chosen = hanging.choose(pid, "hangs", elements, warnings);
    std::vector<Hang> result;
    for (const auto& [hang, process] : hangs)
        if (process == chosen)
            result.push_back(hang);
    return result;
}

XctraceReader::XctraceReader(std::optional<std::uint64_t> pid) : state_(std::make_unique<State>()) {
    state_->pid = pid;
}
XctraceReader::~XctraceReader() = default;
XctraceReader::XctraceReader(XctraceReader&&) noexcept = default;
XctraceReader& XctraceReader::operator=(XctraceReader&&) noexcept = default;

void XctraceReader::feed(std::string_view piece) {
    for (; !piece.empty() && !state_->error; piece.remove_prefix(std::min(piece_size, piece.size()))) {
        state_->scanner.feed(piece.substr(0, piece_size));
        state_->read();
    }
}

tl::expected<Read<XctraceTable>, ReadError> XctraceReader::finish() {
    auto& state = *state_;
    if (state.error)
        return tl::unexpected(*state.error);
    if (!state.scanner.complete()) {
        const auto unread = trim(state.scanner.unread());
        return refuse(state.scanner.line(), unread.empty() ? "the end of the text" : unread,
                      "a whole document of `xctrace export`: export again");
    }
    Read<XctraceTable> read;
    auto& [table, warnings] = read;
    state.warn(warnings);
    if (state.any_samples)
        table.profile = state.samples.profile(state.pid, state.elements, warnings);
    if (state.any_hangs)
        table.hangs = state.chosen_hangs(warnings);
    table.leaks = state.details.leaks();
    table.allocations = state.details.allocations();
    table.schemas = std::move(state.schemas);
    return read;
}

tl::expected<Read<XctraceTable>, ReadError> read_xctrace(std::string_view text, std::optional<std::uint64_t> pid) {
    XctraceReader reader(pid);
    reader.feed(text);
    return reader.finish();
}

} // namespace perfeng::tools

#include "perfeng/tools/xctrace/xctrace_toc.hpp"

#include "text/reading.hpp"
#include "text/xml_scanner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace perfeng::tools {
namespace {

class TocReader {
public:
    explicit TocReader(std::string_view text) { scanner_.feed(text); }

    tl::expected<Read<XctraceToc>, ReadError> read();

private:
    void start();
    void start_run();
    void start_target();
    void add_schema();
    void end();
    template <typename T> std::optional<T> number(std::string_view text, std::string_view what);

    XmlScanner scanner_;
    Read<XctraceToc> result_;
    std::vector<std::string> path_; ///< of the elements open
    std::string text_;
};

tl::expected<Read<XctraceToc>, ReadError> TocReader::read() {
    using Token = XmlScanner::Token;
    for (auto token = scanner_.next(); token != Token::more; token = scanner_.next()) {
        if (token == Token::error)
            return tl::unexpected(scanner_.error());
        if (token == Token::start)
            start();
        else if (token == Token::end)
            end();
        else
            text_ += scanner_.text();
        if (token == Token::start && path_.front() != "trace-toc")
            return refuse(scanner_.line(), scanner_.name(), "<trace-toc>, what `xctrace export --toc` prints");
    }
    if (!scanner_.complete())
        return refuse(scanner_.line(), trim(scanner_.unread()), "a whole <trace-toc>: export again");
    for (const auto& run : result_.value.runs)
        if (run.process.empty())
            result_.warnings.push_back(fmt::format("run {} tells no target process", run.number));
    return std::move(result_);
}

void TocReader::start() {
    const auto name = scanner_.name();
    path_.emplace_back(name);
    text_.clear();
    if (path_.size() == 2 && name == "run")
        start_run();
    if (result_.value.runs.empty())
        return;
    const auto parent = path_.size() > 1 ? std::string_view(path_[path_.size() - 2]) : "";
    if (name == "process" && parent == "target")
        start_target();
    else if (name == "table" && parent == "data")
        add_schema();
}

void TocReader::start_run() {
    auto& runs = result_.value.runs;
    const auto number = this->number<int>(scanner_.attribute("number"), "number of a run");
    runs.emplace_back().number = number.value_or(static_cast<int>(runs.size() + 1));
}

void TocReader::start_target() {
    auto& run = result_.value.runs.back();
    run.process = scanner_.attribute("name");
    run.pid = number<std::uint64_t>(scanner_.attribute("pid"), "process id");
    if (const auto status = scanner_.attribute("return-exit-status"); !status.empty())
        run.exit_status = number<int>(status, "exit status");
    run.termination_reason = scanner_.attribute("termination-reason");
}

void TocReader::add_schema() {
    auto& schemas = result_.value.runs.back().schemas;
    const auto schema = scanner_.attribute("schema");
    if (!schema.empty() && std::ranges::find(schemas, schema) == schemas.end())
        schemas.emplace_back(schema);
}

void TocReader::end() {
    const auto name = path_.back();
    path_.pop_back();
    const auto text = std::string(trim(text_));
    text_.clear();
    if (path_.empty() || path_.back() != "summary" || result_.value.runs.empty())
        return;
    auto& run = result_.value.runs.back();
    if (name == "end-reason")
        run.end_reason = text;
    else if (name == "instruments-version")
        run.instruments_version = text;
    else if (name == "template-name")
        run.template_name = text;
    else if (name == "duration")
        run.duration = decimal_number(text);
    if (name == "duration" && !run.duration)
        result_.warnings.push_back(fmt::format("duration '{}' is no number", text));
}

template <typename T> std::optional<T> TocReader::number(std::string_view text, std::string_view what) {
    T value = 0;
    const auto* end = text.data() + text.size();
    if (const auto [stop, error] = std::from_chars(text.data(), end, value); error == std::errc{} && stop == end)
        return value;
    result_.warnings.push_back(fmt::format("{} '{}' is no number", what, text));
    return std::nullopt;
}

} // namespace

tl::expected<Read<XctraceToc>, ReadError> read_xctrace_toc(std::string_view text) { return TocReader(text).read(); }

} // namespace perfeng::tools

#include "perfeng/tools/coverage/gcov_json.hpp"

#include "coverage_files.hpp"
#include "json_walk.hpp"
#include "passed_over.hpp"
#include "text/reading.hpp"

#include <algorithm>
#include <array>

namespace perfeng::tools {
namespace {

/// files / object / lines or functions / object. gcovr took the shape over from gcov, with a few names of its own.
class GcovWalk : public JsonWalk {
public:
    tl::expected<Read<Coverage>, ReadError> result(std::string_view tool) {
        if (!files_.any_lines())
            return bad_.refusal();
        Read<Coverage> result{.value = files_.take(tool), .warnings = {}};
        bad_.warn(result.warnings);
        return result;
    }

private:
    struct Item {
        std::string name;
        std::optional<std::uint64_t> line;
        std::optional<std::uint64_t> count;
        bool excluded = false;
    };
    struct Entry {
        std::uint64_t line = 0;
        std::uint64_t count = 0;
    };

    [[nodiscard]] bool in_file() const { return names().size() == 3 && names()[1] == "files"; }
    [[nodiscard]] bool in_item(std::string_view kind) const {
        return names().size() == 5 && names()[1] == "files" && names()[3] == kind;
    }

    void on_number(std::optional<std::uint64_t> number) override {
        if (names().size() != 5)
            return;
        if (key() == "line_number" || key() == "start_line" || key() == "lineno")
            item_.line = number;
        else if (key() == "count" || key() == "execution_count")
            item_.count = number;
        else if (key() == "gcovr/noncode" || key() == "gcovr/excluded")
            item_.excluded = item_.excluded || number == 1U;
    }

    void on_text(std::string& text) override {
        if (in_file() && (key() == "file" || key() == "filename"))
            path_ = std::move(text);
        else if (in_item("functions") && (key() == "name" || (key() == "demangled_name" && item_.name.empty())))
            item_.name = std::move(text);
    }

    void on_open() override {
        if (in_file()) {
            path_.clear();
            lines_.clear();
            functions_.clear();
        } else if (names().size() == 5) {
            item_ = {};
        }
    }

    void on_close() override {
        if (in_file())
            end_file();
        else if ((in_item("lines") || in_item("functions")) && !item_.excluded)
            end_item();
    }

    void end_item() {
        if (!item_.line || !item_.count)
            return bad_.add(0, path_);
        if (in_item("lines"))
            lines_.push_back({*item_.line, *item_.count});
        else if (!item_.name.empty())
            functions_.push_back(std::move(item_));
    }

    /// The path may stand behind the lines.
    void end_file() {
        if (path_.empty())
            return bad_.add(0, "a file without a name");
        files_.open(path_);
        for (const auto& entry : lines_)
            if (!files_.add_line(entry.line, entry.count))
                bad_.add(0, path_);
        for (const auto& function : functions_)
            files_.add_function(function.name, *function.line, *function.count);
    }

    CoverageFiles files_;
    PassedOver bad_{"files with lines that have a number and a count"};
    std::string path_;
    std::vector<Entry> lines_;
    std::vector<Item> functions_;
    Item item_;
};

/// Whether `text` is several documents, each on a line of its own.
bool is_json_lines(std::string_view text) {
    const auto line = trim(text.substr(0, text.find('\n')));
    return line.starts_with('{') && line.ends_with('}');
}

Recognition by_mark(Head head, std::string_view mark, std::initializer_list<std::string_view> first_keys) {
    const auto first = first_json_key(head.text);
    if (std::ranges::find(first_keys, first) == first_keys.end() || first.empty())
        return Recognition::no;
    if (head.text.find(mark) != std::string_view::npos && head.text.find("\"files\"") != std::string_view::npos)
        return Recognition::yes;
    return head.whole ? Recognition::no : Recognition::need_more;
}

} // namespace

Recognition recognise_gcov_json(Head head) {
    return by_mark(head, "\"gcc_version\"",
                   {"gcc_version", "format_version", "current_working_directory", "data_file", "files"});
}

tl::expected<Read<Coverage>, ReadError> read_gcov_json(std::string_view text) {
    GcovWalk walk;
    if (!is_json_lines(text)) {
        if (const auto error = walk.walk(text))
            return tl::unexpected(*error);
        return walk.result("gcov");
    }
    for (Lines lines(text); lines.next();)
        if (!trim(lines.line()).empty())
            if (auto error = walk.walk(lines.line())) {
                error->line = lines.number();
                return tl::unexpected(*error);
            }
    return walk.result("gcov");
}

Recognition recognise_gcovr(Head head) { return by_mark(head, "\"gcovr/", {"gcovr/format_version", "files"}); }

tl::expected<Read<Coverage>, ReadError> read_gcovr(std::string_view text) {
    GcovWalk walk;
    if (const auto error = walk.walk(text))
        return tl::unexpected(*error);
    return walk.result("gcovr");
}

} // namespace perfeng::tools

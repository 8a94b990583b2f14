#include "perfeng/tools/coverage/llvm_cov.hpp"

#include "json_walk.hpp"
#include "llvm_segments.hpp"
#include "passed_over.hpp"
#include "text/reading.hpp"

#include <array>

namespace perfeng::tools {
namespace {

constexpr std::string_view llvm_type = "llvm.coverage.json.export";
constexpr std::string_view llvm_expected = "files with segments in an export of llvm-cov (without -summary-only)";

/// A function of internal linkage has the name of its source file before its own: "main.c:add", "main.cpp:_ZL3addi".
std::string_view without_llvm_file(std::string_view name) {
    const auto at = name.find_first_of(":;");
    const bool is_prefix = at != std::string_view::npos && at + 1 < name.size() && name[at + 1] != ':' &&
                           name.substr(0, at).find('.') != std::string_view::npos;
    return is_prefix ? name.substr(at + 1) : name;
}

class LlvmCovWalk : public JsonWalk {
public:
    explicit LlvmCovWalk(std::size_t input) : budget_(input) {}

    tl::expected<Read<Coverage>, ReadError> result() {
        if (!typed_)
            return refuse(0, "no type", R"("type": "llvm.coverage.json.export")");
        if (!files_.any_lines())
            return bad_.refusal();
        Read<Coverage> result{.value = files_.take("llvm-cov"), .warnings = {}};
        bad_.warn(result.warnings);
        return result;
    }

private:
    /// data / object / `list` / object, and `depth` containers in all.
    [[nodiscard]] bool stands_in(std::string_view list, std::size_t depth) const {
        const auto& at = names();
        return at.size() == depth && at[1] == "data" && at[3] == list;
    }
    [[nodiscard]] bool in_numbers(std::string_view list, std::string_view kind) const {
        return stands_in(list, 7) && names()[5] == kind;
    }

    void on_number(std::optional<std::uint64_t> number) override {
        if (in_numbers("files", "segments") || in_numbers("functions", "regions")) {
            if (fields_ < row_.size())
                row_.at(fields_) = number.value_or(0);
            ++fields_;
            bad_number_ = bad_number_ || !number;
        } else if (stands_in("functions", 5) && key() == "count") {
            function_count_ = number.value_or(0);
        }
    }

    void on_text(std::string& text) override {
        if (names().size() == 1 && key() == "type")
            typed_ = text == llvm_type;
        else if (stands_in("files", 5) && key() == "filename")
            path_ = std::move(text);
        else if (stands_in("functions", 5) && key() == "name")
            function_ = std::move(text);
        else if (stands_in("functions", 6) && names()[5] == "filenames")
            function_files_.push_back(std::move(text));
    }

    void on_open() override {
        fields_ = 0;
        bad_number_ = false;
        row_ = {};
        if (stands_in("files", 5) || stands_in("functions", 5))
            clear();
    }

    void clear() {
        path_.clear();
        segments_.clear();
        function_.clear();
        function_files_.clear();
        function_count_ = 0;
        region_.reset();
    }

    void on_close() override {
        if (in_numbers("files", "segments")) {
            if (fields_ < 5 || bad_number_)
                bad_.add(0, "a segment of " + std::to_string(fields_) + " numbers");
            else
                segments_.push_back({row_[0], row_[2], row_[3] != 0, row_[4] != 0, row_[5] != 0});
        } else if (in_numbers("functions", "regions")) {
            if (!region_ && fields_ >= 7 && !bad_number_)
                region_ = row_;
        } else if (stands_in("files", 5)) {
            end_file();
        } else if (stands_in("functions", 5)) {
            end_function();
        }
    }

    void end_file() {
        if (segments_.empty())
            return;
        files_.open(path_);
        if (!add_segment_lines(segments_, budget_, files_))
            fail(refuse(0, path_, "segments in the order of their lines, of a file that has so many").value());
    }

    /// Of the file in which its first region begins: the others are of macros that it expands.
    void end_function() {
        if (!region_ || (*region_)[5] >= function_files_.size())
            return bad_.add(0, function_);
        files_.open(function_files_[static_cast<std::size_t>((*region_)[5])]);
        files_.add_function(without_llvm_file(function_), (*region_)[0], function_count_);
    }

    using Row = std::array<std::uint64_t, 8>;
    CoverageFiles files_;
    LineBudget budget_;
    PassedOver bad_{llvm_expected};
    bool typed_ = false;
    Row row_{};
    std::size_t fields_ = 0;
    bool bad_number_ = false;
    std::string path_;
    std::vector<LlvmSegment> segments_;
    std::string function_;
    std::vector<std::string> function_files_;
    std::uint64_t function_count_ = 0;
    std::optional<Row> region_;
};

} // namespace

/// The type stands at the end of the text, so that the beginning is known by its shape.
Recognition recognise_llvm_cov(Head head) {
    if (first_json_key(head.text) == "type" || head.whole)
        return !first_json_key(head.text).empty() && head.text.find(llvm_type) != std::string_view::npos
                   ? Recognition::yes
                   : Recognition::no;
    if (first_json_key(head.text) != "data")
        return Recognition::no;
    std::string dense;
    for (const char c : head.text.substr(0, 4096))
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t')
            dense += c;
    const std::string_view start = dense;
    if (!start.starts_with(R"({"data":[{"files":[{")"))
        return start.size() < 21 || start.starts_with(R"({"data":[{"functions":[)") ? Recognition::need_more
                                                                                    : Recognition::no;
    for (const std::string_view mark : {R"("expansions":)", R"("segments":[[)", R"("summary":{"branches")",
                                        R"("summary":{"functions")", R"("branches":[)"})
        if (dense.find(mark) != std::string::npos)
            return Recognition::yes;
    return Recognition::need_more;
}

tl::expected<Read<Coverage>, ReadError> read_llvm_cov(std::string_view text) {
    LlvmCovWalk walk(text.size());
    if (const auto error = walk.walk(text))
        return tl::unexpected(*error);
    return walk.result();
}

} // namespace perfeng::tools

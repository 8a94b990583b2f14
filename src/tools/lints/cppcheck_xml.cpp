#include "perfeng/tools/lints/cppcheck_xml.hpp"

#include "coverage/coverage_xml.hpp"
#include "text/reading.hpp"

#include <limits>
#include <optional>

namespace perfeng::tools {
namespace {

class CppcheckReader {
public:
    explicit CppcheckReader(std::string_view text) : source_(text) {}

    tl::expected<Read<std::vector<LintFinding>>, ReadError> read() {
        for (auto token = source_.next(); token != XmlScanner::Token::error; token = source_.next()) {
            if (token == XmlScanner::Token::start)
                start(source_.scanner());
            else if (token == XmlScanner::Token::end && source_.scanner().name() == "error")
                end_error();
        }
        if (!source_.at_end())
            return tl::unexpected(source_.error());
        if (!is_cppcheck_)
            return refuse(1, "another root", "<results version=\"2\"> of cppcheck --xml");
        return std::move(result_);
    }

private:
    void start(const XmlScanner& scanner) {
        if (scanner.name() == "results" && scanner.depth() == 1)
            is_cppcheck_ = true;
        else if (scanner.name() == "error")
            lint_ = LintFinding{.tool = "cppcheck",
                                .rule = std::string(scanner.attribute("id")),
                                .category = std::string(scanner.attribute("severity")),
                                .message = std::string(scanner.attribute("msg"))};
        else if (scanner.name() == "location" && lint_ && lint_->line == 0)
            add_place(scanner);
    }

    void add_place(const XmlScanner& scanner) {
        const auto line = whole_number(scanner.attribute("line"));
        if (!line || *line > std::numeric_limits<int>::max())
            return;
        lint_->file = scanner.attribute("file");
        lint_->line = static_cast<int>(*line);
        lint_->last_line = lint_->line;
    }

    void end_error() {
        if (lint_ && lint_->line > 0 && !lint_->file.empty())
            result_.value.push_back(*std::move(lint_));
        lint_.reset();
    }

    XmlSource source_;
    bool is_cppcheck_ = false;
    std::optional<LintFinding> lint_; ///< of the error that is open
    Read<std::vector<LintFinding>> result_;
};

} // namespace

Recognition recognise_cppcheck_xml(Head head) {
    const auto prolog = read_prolog(head.text);
    if (prolog.cut_off)
        return head.whole ? Recognition::no : Recognition::need_more;
    return prolog.root.starts_with("<results ") && prolog.root.find("version=\"2\"") != std::string_view::npos
               ? Recognition::yes
               : Recognition::no;
}

tl::expected<Read<std::vector<LintFinding>>, ReadError> read_cppcheck_xml(std::string_view text) {
    return CppcheckReader(text).read();
}

} // namespace perfeng::tools

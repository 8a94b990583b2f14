#include "perfeng/tools/coverage/cobertura.hpp"

#include "coverage_files.hpp"
#include "coverage_xml.hpp"
#include "passed_over.hpp"
#include "text/reading.hpp"

#include <optional>

namespace perfeng::tools {
namespace {

struct CoberturaLine {
    std::uint64_t number = 0;
    std::uint64_t hits = 0;
};

class CoberturaReader {
public:
    explicit CoberturaReader(std::string_view text) : source_(text) {}

    tl::expected<Read<Coverage>, ReadError> read() {
        for (auto token = source_.next(); token != XmlScanner::Token::error; token = source_.next()) {
            if (token == XmlScanner::Token::start)
                start(source_.scanner());
            else if (token == XmlScanner::Token::end)
                end(source_.scanner().name());
        }
        if (!source_.at_end())
            return tl::unexpected(source_.error());
        if (!files_.any_lines())
            return bad_.refusal();
        Read<Coverage> result{.value = files_.take("cobertura"), .warnings = {}};
        bad_.warn(result.warnings);
        return result;
    }

private:
    void start(const XmlScanner& scanner) {
        const auto name = scanner.name();
        if (name == "class")
            start_class(scanner.attribute("filename"));
        else if (name == "method")
            method_.emplace(Method{std::string(scanner.attribute("name")), {}});
        else if (name == "line")
            add_line(scanner);
    }

    void start_class(std::string_view file) {
        files_.close();
        if (!file.empty())
            files_.open(file);
        class_lines_ = 0;
        method_lines_.clear();
        method_.reset();
    }

    void add_line(const XmlScanner& scanner) {
        const auto number = whole_number(scanner.attribute("number"));
        const auto hits = whole_number(scanner.attribute("hits"));
        if (!number || !hits || !files_.is_open())
            return bad_.add(scanner.line(), scanner.attribute("number"));
        if (method_) {
            if (!method_->first || *number < method_->first->number)
                method_->first = CoberturaLine{*number, *hits};
            method_lines_.push_back({*number, *hits});
            return;
        }
        ++class_lines_;
        if (!files_.add_line(*number, *hits))
            bad_.add(scanner.line(), scanner.attribute("number"));
    }

    void end(std::string_view name) {
        if (name == "method" && method_) {
            if (files_.is_open() && method_->first && !method_->name.empty())
                files_.add_function(method_->name, method_->first->number, method_->first->hits);
            method_.reset();
        } else if (name == "class" && files_.is_open()) {
            end_class();
        }
    }

    void end_class() {
        if (class_lines_ == 0)
            for (const auto& line : method_lines_)
                if (!files_.add_line(line.number, line.hits))
                    bad_.add(source_.scanner().line(), "a line of a method");
        files_.close();
    }

    struct Method {
        std::string name;
        std::optional<CoberturaLine> first;
    };

    XmlSource source_;
    CoverageFiles files_;
    std::optional<Method> method_; ///< that is open
    std::vector<CoberturaLine> method_lines_;
    std::uint64_t class_lines_ = 0;
    PassedOver bad_{"<line number hits> in a <class filename>"};
};

} // namespace

/// Clover and SonarQube name their root the same, but give it no rate of lines.
Recognition recognise_cobertura(Head head) {
    const auto prolog = read_prolog(head.text);
    if (prolog.cut_off)
        return head.whole ? Recognition::no : Recognition::need_more;
    const bool is_coverage = prolog.root.starts_with("<coverage") && prolog.root.size() > 9 &&
                             std::string_view(" \t\r\n").find(prolog.root[9]) != std::string_view::npos;
    return is_coverage && prolog.root.find("line-rate=") != std::string_view::npos ? Recognition::yes : Recognition::no;
}

tl::expected<Read<Coverage>, ReadError> read_cobertura(std::string_view text) { return CoberturaReader(text).read(); }

} // namespace perfeng::tools

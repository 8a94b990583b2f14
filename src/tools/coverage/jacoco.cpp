#include "perfeng/tools/coverage/jacoco.hpp"

#include "coverage_files.hpp"
#include "coverage_xml.hpp"
#include "passed_over.hpp"
#include "text/reading.hpp"

#include <algorithm>
#include <map>

namespace perfeng::tools {
namespace {

struct JacocoMethod {
    std::string name; ///< with its class
    std::string file; ///< or, in old reports, the stem of one
    std::uint64_t line = 0;
    bool covered = false;
};

std::string join_path(std::string_view package, std::string_view file) {
    return package.empty() ? std::string(file) : std::string(package) + '/' + std::string(file);
}

/// "org/app/Main$Inner": "Main" is the stem of the source file, "Main$Inner" the name for people.
std::string_view class_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

class JacocoReader {
public:
    explicit JacocoReader(std::string_view text) : source_(text) {}

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
        Read<Coverage> result{.value = files_.take("jacoco"), .warnings = {}};
        bad_.warn(result.warnings);
        return result;
    }

private:
    void start(const XmlScanner& scanner) {
        const auto name = scanner.name();
        if (name == "package") {
            package_ = scanner.attribute("name");
        } else if (name == "class") {
            class_ = class_name(scanner.attribute("name"));
            const auto file = scanner.attribute("sourcefilename");
            file_ = file.empty() ? std::string_view(class_).substr(0, class_.find('$')) : file;
        } else if (name == "method") {
            const auto method = class_ + '.' + std::string(scanner.attribute("name"));
            methods_.push_back({method, file_, whole_number(scanner.attribute("line")).value_or(0), false});
            in_method_ = true;
        } else if (name == "counter" && in_method_ && scanner.attribute("type") == "METHOD") {
            methods_.back().covered = scanner.attribute("covered") != "0";
        } else if (name == "sourcefile") {
            start_source(scanner.attribute("name"));
        } else if (name == "line") {
            add_line(scanner);
        }
    }

    void start_source(std::string_view name) {
        const auto path = join_path(package_, name);
        sources_[std::string(name)] = path;
        sources_.emplace(name.substr(0, name.rfind('.')), path);
        files_.open(path);
    }

    void add_line(const XmlScanner& scanner) {
        const auto number = whole_number(scanner.attribute("nr"));
        const auto covered = whole_number(scanner.attribute("ci"));
        if (!number || !covered || !files_.is_open() || !files_.add_line(*number, *covered > 0 ? 1 : 0))
            bad_.add(scanner.line(), scanner.attribute("nr"));
    }

    void end(std::string_view name) {
        if (name == "method")
            in_method_ = false;
        else if (name == "sourcefile")
            files_.close();
        else if (name == "package")
            end_package();
    }

    /// Source files stand behind the classes.
    void end_package() {
        for (const auto& method : methods_) {
            const auto source = sources_.find(method.file);
            if (source == sources_.end()) {
                bad_.add(source_.scanner().line(), method.name);
                continue;
            }
            files_.open(source->second);
            files_.add_function(method.name, method.line, method.covered ? 1 : 0);
        }
        files_.close();
        methods_.clear();
        sources_.clear();
    }

    XmlSource source_;
    CoverageFiles files_;
    std::string package_;
    std::string class_;
    std::string file_;
    std::vector<JacocoMethod> methods_;                       ///< of the package
    std::map<std::string, std::string, std::less<>> sources_; ///< paths by name and by stem
    bool in_method_ = false;
    PassedOver bad_{"<line nr ci> in a <sourcefile>, and methods of such a file"};
};

} // namespace

Recognition recognise_jacoco(Head head) {
    const auto prolog = read_prolog(head.text);
    if (prolog.cut_off)
        return head.whole ? Recognition::no : Recognition::need_more;
    return prolog.root.starts_with("<report") && prolog.doctype.find("//JACOCO//") != std::string_view::npos
               ? Recognition::yes
               : Recognition::no;
}

tl::expected<Read<Coverage>, ReadError> read_jacoco(std::string_view text) { return JacocoReader(text).read(); }

} // namespace perfeng::tools

#include "perfeng/tools/symbols/demangle.hpp"

#include <array>
#include <cctype>
#include <optional>

namespace perfeng::tools {
namespace {

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' || (c & 0x80) != 0;
}

/// Of the bracket that opens at `open`: the place behind its match. "->", "operator<" and the like within are no
/// brackets.
std::size_t behind_group(std::string_view text, std::size_t open) {
    int depth = 0;
    for (auto i = open; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '(' || c == '[' || c == '{' || c == '<')
            ++depth;
        else if (c == ')' || c == ']' || c == '}' || (c == '>' && text[i - 1] != '-' && text[i - 1] != '='))
            --depth;
        if (depth == 0)
            return i + 1;
    }
    return text.size();
}

/// Where C++ and Rust names have none, others have a path, a lone colon (JavaScript, Python), a receiver (Go), blanks
/// without arguments ("itable stub") or brackets around it all ("<module>").
bool is_foreign(std::string_view name) {
    if (name.starts_with('<') && behind_group(name, 0) == name.size())
        return true;
    if (name.find_first_of("(<:") == std::string_view::npos && name.find(" [") == std::string_view::npos)
        return true;
    if (name.find(".(") != std::string_view::npos || name.starts_with("["))
        return true;
    if (const auto slash = name.find('/');
        slash != std::string_view::npos && !name.substr(0, slash).ends_with("operator"))
        return true;
    int depth = 0;
    for (std::size_t i = 0; i < name.size(); ++i) {
        depth +=
            (name[i] == '{' || name[i] == '[' || name[i] == '(') - (name[i] == '}' || name[i] == ']' || name[i] == ')');
        if (name[i] != ':' || depth > 0)
            continue;
        if (i + 1 >= name.size() || name[i + 1] != ':')
            return true;
        ++i;
    }
    return false;
}

/// Walks a demangled name from left to right and keeps what people say.
class Shortener {
public:
    explicit Shortener(std::string_view text) : text_(text) {}

    std::string run() {
        while (at_ < text_.size())
            step();
        return std::move(out_);
    }

private:
    [[nodiscard]] bool ahead(std::string_view word) const { return text_.substr(at_).starts_with(word); }
    [[nodiscard]] bool at_name_start() const { return out_.empty() || out_.ends_with("::"); }
    std::string_view take_group() {
        const auto end = behind_group(text_, at_);
        const auto group = text_.substr(at_, end - at_);
        at_ = end;
        return group;
    }

    void step() {
        switch (text_[at_]) {
        case '<':
            return angle();
        case '(':
            if (ahead("(anonymous namespace)"))
                out_ += take_group();
            else
                take_group();
            return;
        case '[':
            return square();
        case '{':
            return brace();
        case '\'':
            // LLVM's lambdas: main::'lambda'(int)::operator()(int) const
            out_ += text_[at_++];
            return;
        case ' ':
            return blank();
        default:
            break;
        }
        if (ahead("operator") && (at_ == 0 || !is_word(text_[at_ - 1])) && at_ + 8 < text_.size() &&
            !is_word(text_[at_ + 8]))
            return operator_name();
        out_ += text_[at_++];
    }

    void angle() {
        const bool qualified = at_name_start();
        const auto group = take_group();
        if (!qualified) {
            constexpr std::string_view text = "basic_string";
            if (out_.ends_with(text) && group.starts_with("<char,"))
                out_.replace(out_.size() - text.size(), text.size(), "string");
            return;
        }
        const auto inner = group.substr(1, group.size() - 2);
        const auto as = as_trait(inner);
        if (as != std::string_view::npos) {
            out_ += '<' + short_type(inner.substr(0, as)) + " as " + short_type(inner.substr(as + 4)) + '>';
        } else if (inner.starts_with("impl ")) {
            out_ += short_impl(inner);
        } else if (out_.empty() && !inner.empty() && is_word(inner[0]) && !inner.starts_with("dyn ")) {
            out_ += short_type(inner); // <Vec<T>>::push is said Vec::push
        } else if (out_.empty()) {
            out_ += '<' + short_type(inner) + '>';
        } else {
            out_.resize(out_.size() - 2);
        }
    }

    static std::size_t as_trait(std::string_view inner) {
        for (std::size_t i = 0; i < inner.size(); ++i) {
            if (inner.substr(i).starts_with(" as "))
                return i;
            if (inner[i] == '<' || inner[i] == '(' || inner[i] == '[')
                i = behind_group(inner, i) - 1;
        }
        return std::string_view::npos;
    }

    static std::string short_impl(std::string_view inner) {
        const auto type = inner.rfind(" for ");
        if (type == std::string_view::npos)
            return '<' + std::string(inner) + '>';
        return "<impl " + short_type(inner.substr(5, type - 5)) + " for " + short_type(inner.substr(type + 5)) + '>';
    }

    /// A type keeps its blanks, references and brackets; only its generic arguments go.
    static std::string short_type(std::string_view type) {
        std::string out;
        for (std::size_t i = 0; i < type.size(); ++i) {
            if (type[i] == '<' && !out.empty() && (is_word(out.back()) || out.ends_with("::"))) {
                i = behind_group(type, i) - 1;
                if (out.ends_with("::"))
                    out.resize(out.size() - 2);
            } else if (type[i] == '[' && !out.empty() && is_word(out.back())) {
                i = behind_group(type, i) - 1;
            } else {
                out += type[i];
            }
        }
        return out;
    }

    void square() {
        const auto group = take_group();
        // A crate's disambiguator or an ABI tag follows a name; anything else is a type.
        if (out_.empty() || !is_word(out_.back()))
            out_ += group;
    }

    void brace() {
        const auto group = take_group();
        const auto open = group.find('(');
        const auto number = group.rfind('#');
        if (open != std::string_view::npos && number != std::string_view::npos && open < number)
            out_ += std::string(group.substr(0, open)) + std::string(group.substr(number));
        else
            out_ += group;
    }

    /// Behind an argument list: qualifiers, which go. Else what stands before the blank was a return type.
    void blank() {
        ++at_;
        for (const std::string_view word : {"const", "volatile", "&&", "&", "[clone", "noexcept"})
            if (ahead(word) && (at_ + word.size() == text_.size() || !is_word(text_[at_ + word.size()])) && at_ >= 2 &&
                (text_[at_ - 2] == ')' || qualified_)) {
                at_ = word == "[clone" ? text_.size() : at_ + word.size();
                qualified_ = true;
                return;
            }
        qualified_ = false;
        if (ahead("<")) // operator<< <int>
            return;
        out_.clear();
    }

    void operator_name() {
        constexpr std::array<std::string_view, 44> symbols{
            "<=>", "<<=", ">>=", "->*",  "()", "[]", "<<", ">>",     "<=",        ">=",   "==",
            "!=",  "&&",  "||",  "++",   "--", "->", "+=", "-=",     "*=",        "/=",   "%=",
            "^=",  "&=",  "|=",  "\"\"", "+",  "-",  "*",  "/",      "%",         "^",    "&",
            "|",   "~",   "!",   "=",    "<",  ">",  ",",  " new[]", " delete[]", " new", " delete"};
        out_ += text_.substr(at_, 8);
        at_ += 8;
        for (const auto symbol : symbols)
            if (ahead(symbol)) {
                out_ += symbol;
                at_ += symbol.size();
                if (symbol == "\"\"")
                    literal_name();
                if (ahead(" <")) {
                    ++at_;
                    take_group();
                }
                return;
            }
        conversion();
    }

    void literal_name() {
        while (at_ < text_.size() && (is_word(text_[at_]) || text_[at_] == ' '))
            out_ += text_[at_++];
    }

    /// operator std::vector<int>() const
    void conversion() {
        auto end = at_;
        while (end < text_.size() && text_[end] != '(')
            end = text_[end] == '<' || text_[end] == '[' ? behind_group(text_, end) : end + 1;
        out_ += short_type(text_.substr(at_, end - at_));
        at_ = end;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string out_;
    bool qualified_ = false;
};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string_view::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

/// Rust's legacy scheme, demangled by a tool that took it for C++: path::h0123456789abcdef
std::string_view without_hash(std::string_view name) {
    constexpr std::size_t size = 19;
    if (name.size() > size && name.substr(name.size() - size).starts_with("::h") &&
        name.find_first_not_of("0123456789abcdef", name.size() - size + 3) == std::string_view::npos)
        name.remove_suffix(size);
    return name;
}

} // namespace

std::string short_name(std::string_view demangled) {
    if (is_foreign(demangled))
        return std::string(demangled);
    auto name = Shortener(without_hash(demangled)).run();
    replace_all(name, "std::__cxx11::", "std::");
    replace_all(name, "std::__1::", "std::");
    return name.empty() ? std::string(demangled) : name;
}

} // namespace perfeng::tools

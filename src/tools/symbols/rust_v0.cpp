#include "rust_cursor.hpp"
#include "rust_names.hpp"

#include <array>
#include <cctype>
#include <cstdint>
#include <utility>

namespace perfeng::tools {
namespace {

constexpr int deepest = 300;
constexpr std::size_t longest = 65'536;

// Indexed by the letter; empty: no basic type.
constexpr std::array<std::string_view, 26> basic_types{
    "i8",   "bool", "char", "f64", "str", "f32", "",    "u8", "isize", "usize", "",    "i32", "u32",
    "i128", "u128", "_",    "",    "",    "i16", "u16", "()", "...",   "",      "i64", "u64", "!"};

/// Parses and prints in one walk; a broken name throws Malformed, caught in demangle_rust_v0().
class Printer : RustCursor {
public:
    using RustCursor::RustCursor;

    std::string print() {
        path(true);
        return std::move(out_);
    }

private:
    class Level {
    public:
        explicit Level(Printer& printer) : printer_(printer) {
            if (++printer_.depth_ > deepest)
                throw Malformed{};
        }
        ~Level() { --printer_.depth_; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;

    private:
        Printer& printer_;
    };

    void put(std::string_view text) {
        if (silent_)
            return;
        out_ += text;
        if (out_.size() > longest)
            throw Malformed{};
    }

    /// Runs `print` at the place a back reference names (earlier in the name), then comes back.
    template <typename Print> void back_reference(Print print) {
        const auto start = at() - 1;
        const auto target = base62();
        if (target >= start)
            throw Malformed{};
        // What is not printed need not be followed: an impl path full of references would cost exponential time.
        if (silent_)
            return;
        const auto back = at();
        go_to(static_cast<std::size_t>(target));
        print();
        go_to(back);
    }

    void path(bool value) {
        const Level level(*this);
        switch (next()) {
        case 'C':
            return put(identifier().name);
        case 'M':
            return impl(false, true);
        case 'X':
            return impl(true, true);
        case 'Y':
            return impl(true, false);
        case 'N':
            return nested(value);
        case 'I':
            path(value);
            put(value ? "::<" : "<");
            list([this] { generic_argument(); });
            return put(">");
        case 'B':
            return back_reference([&] { path(value); });
        default:
            throw Malformed{};
        }
    }

    void impl(bool of_trait, bool has_impl_path) {
        if (has_impl_path) {
            const bool before = std::exchange(silent_, true);
            optional_base62('s');
            path(false);
            silent_ = before;
        }
        put("<");
        type();
        if (of_trait) {
            put(" as ");
            path(false);
        }
        put(">");
    }

    void nested(bool value) {
        const char space = next();
        path(value);
        const auto [number, name] = identifier();
        if (std::isupper(static_cast<unsigned char>(space)) != 0) {
            put("::{");
            put(space == 'C' ? "closure" : space == 'S' ? "shim" : std::string_view(&space, 1));
            put(name.empty() ? "" : ":" + name);
            put("#" + std::to_string(number) + "}");
        } else if (!name.empty()) {
            put("::" + name);
        }
    }

    /// Comma separated, up to "E". Returns how many there were.
    template <typename Print> std::size_t list(Print print, std::string_view separator = ", ") {
        std::size_t count = 0;
        for (; !take('E'); ++count) {
            if (count > 0)
                put(separator);
            print();
        }
        return count;
    }

    void generic_argument() {
        if (take('L'))
            lifetime(base62());
        else if (take('K'))
            constant(true);
        else
            type();
    }

    void lifetime(std::uint64_t index) {
        if (index == 0)
            return put("'_");
        if (index > bound_)
            throw Malformed{};
        const auto depth = bound_ - index;
        put("'");
        if (depth < 26)
            put(std::string(1, static_cast<char>('a' + depth)));
        else
            put("_" + std::to_string(depth));
    }

    template <typename Print> void with_binder(Print print) {
        const auto count = optional_base62('G');
        if (count > 1000)
            throw Malformed{};
        for (std::uint64_t i = 0; i < count; ++i) {
            ++bound_;
            put(i == 0 ? "for<" : ", ");
            lifetime(1);
        }
        put(count > 0 ? "> " : "");
        print();
        bound_ -= count;
    }

    void type() {
        const Level level(*this);
        const char tag = next();
        if (tag >= 'a' && tag <= 'z' && !basic_types.at(static_cast<std::size_t>(tag - 'a')).empty())
            return put(basic_types.at(static_cast<std::size_t>(tag - 'a')));
        switch (tag) {
        case 'A':
        case 'S':
            put("[");
            type();
            if (tag == 'A') {
                put("; ");
                constant(false);
            }
            return put("]");
        case 'T': {
            put("(");
            const auto count = list([this] { type(); });
            return put(count == 1 ? ",)" : ")");
        }
        case 'R':
        case 'Q':
            return reference(tag == 'Q');
        case 'P':
        case 'O':
            put(tag == 'P' ? "*const " : "*mut ");
            return type();
        case 'F':
            return with_binder([this] { signature(); });
        case 'D':
            return dynamic();
        case 'W':
            type();
            put(" is ");
            return pattern();
        case 'B':
            return back_reference([this] { type(); });
        default:
            go_to(at() - 1);
            return path(false);
        }
    }

    void reference(bool mutable_) {
        put("&");
        if (take('L')) {
            if (const auto index = base62(); index != 0) {
                lifetime(index);
                put(" ");
            }
        }
        put(mutable_ ? "mut " : "");
        type();
    }

    void signature() {
        put(take('U') ? "unsafe " : "");
        if (take('K')) {
            auto abi = take('C') ? "C" : undisambiguated();
            for (auto& c : abi)
                c = c == '_' ? '-' : c;
            put("extern \"" + abi + "\" ");
        }
        put("fn(");
        list([this] { type(); });
        put(")");
        if (take('u'))
            return;
        put(" -> ");
        type();
    }

    void dynamic() {
        put("dyn ");
        with_binder([this] { list([this] { dynamic_trait(); }, " + "); });
        if (!take('L'))
            throw Malformed{};
        if (const auto index = base62(); index != 0) {
            put(" + ");
            lifetime(index);
        }
    }

    /// A path whose generic arguments, if any, stay open for the associated types. Returns whether they are open.
    bool open_path() {
        const Level level(*this);
        if (take('B')) {
            bool open = false;
            back_reference([&] { open = open_path(); });
            return open;
        }
        if (!take('I')) {
            path(false);
            return false;
        }
        path(false);
        put("<");
        list([this] { generic_argument(); });
        return true;
    }

    void dynamic_trait() {
        bool open = open_path();
        while (take('p')) {
            put(std::exchange(open, true) ? ", " : "<");
            put(undisambiguated() + " = ");
            type();
        }
        put(open ? ">" : "");
    }

    void pattern() {
        const Level level(*this);
        switch (next()) {
        case 'R':
            constant(false);
            put("..=");
            return constant(false);
        case 'O':
            list([this] { pattern(); }, " | ");
            return;
        case 'N':
            return put("!null");
        default:
            throw Malformed{};
        }
    }

    void integer() {
        const auto digits = hexadecimal();
        put(digits.size() > 16 ? "0x" + std::string(digits) : std::to_string(number(digits)));
    }

    void character() {
        const auto value = number(hexadecimal());
        if (value > 0x10ffff)
            throw Malformed{};
        std::string text = "'";
        append_utf8(text, static_cast<char32_t>(value));
        put(text + "'");
    }

    void text() {
        const auto digits = hexadecimal();
        if (digits.size() % 2 != 0)
            throw Malformed{};
        std::string bytes = "\"";
        for (std::size_t i = 0; i < digits.size(); i += 2)
            bytes += static_cast<char>(static_cast<unsigned char>(number(digits.substr(i, 2))));
        put(bytes + "\"");
    }

    /// `argument`: among generic arguments, where all but plain literals stand in braces.
    void constant(bool argument) {
        const Level level(*this);
        const char tag = next();
        switch (tag) {
        case 'p':
            return put("_");
        case 'B':
            return back_reference([&] { constant(argument); });
        case 'b':
            return put(number(hexadecimal()) == 0 ? "false" : "true");
        case 'c':
            return character();
        default:
            break;
        }
        if (std::string_view("hmytojaslxni").find(tag) != std::string_view::npos) {
            put(take('n') ? "-" : "");
            return integer();
        }
        put(argument ? "{" : "");
        structure(tag);
        put(argument ? "}" : "");
    }

    void structure(char tag) {
        switch (tag) {
        case 'e':
            put("*");
            return text();
        case 'R':
            if (take('e'))
                return text();
            put("&");
            return constant(false);
        case 'Q':
            put("&mut ");
            return constant(false);
        case 'A':
            put("[");
            list([this] { constant(false); });
            return put("]");
        case 'T': {
            put("(");
            const auto count = list([this] { constant(false); });
            return put(count == 1 ? ",)" : ")");
        }
        case 'V':
            return variant();
        default:
            throw Malformed{};
        }
    }

    void variant() {
        path(true);
        switch (next()) {
        case 'U':
            return;
        case 'T':
            put("(");
            list([this] { constant(false); });
            return put(")");
        case 'S':
            put(" { ");
            list([this] {
                put(identifier().name + ": ");
                constant(false);
            });
            return put(" }");
        default:
            throw Malformed{};
        }
    }

    std::string out_;
    std::uint64_t bound_ = 0;
    int depth_ = 0;
    bool silent_ = false;
};

} // namespace

std::optional<std::string> demangle_rust_v0(std::string_view raw) {
    // A digit after _R is the number of a later version of the scheme: none exists.
    if (!raw.starts_with("_R") || raw.size() < 3 || std::isupper(static_cast<unsigned char>(raw[2])) == 0)
        return std::nullopt;
    try {
        return Printer(raw.substr(2)).print();
    } catch (const Malformed&) {
        return std::nullopt;
    }
}

} // namespace perfeng::tools

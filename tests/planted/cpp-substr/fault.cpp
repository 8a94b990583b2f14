// Tokenizes expressions and counts numbers, names and operators.
#include <cctype>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace {

std::uint32_t seed = 79;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

std::string make_expression(int terms) {
    const char* names[] = {"alpha", "beta", "x", "rate_of_change", "total"};
    std::string text = "1";
    for (int i = 0; i < terms; ++i) {
        text += "+-*/"[draw(4)];
        if (draw(2))
            text += names[draw(5)];
        else
            text += std::to_string(draw(100000));
    }
    return text;
}

struct Tokens {
    long numbers = 0;
    long names = 0;
    long operators = 0;
};

std::size_t token_length(std::string_view text) {
    const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
    if (!is_word(text[0]))
        return 1;
    std::size_t length = 1;
    while (length < text.size() && is_word(text[length]))
        ++length;
    return length;
}

void tokenize(std::string rest, Tokens& tokens) {
    while (!rest.empty()) {
        const auto length = token_length(rest);
        const auto first = static_cast<unsigned char>(rest[0]);
        ++(std::isdigit(first) ? tokens.numbers : std::isalpha(first) ? tokens.names : tokens.operators);
        rest = rest.substr(length); // FAULT
    }
}

} // namespace

int main() {
    Tokens tokens;
    for (int line = 0; line < 300; ++line)
        tokenize(make_expression(3000), tokens);
    std::printf("%ld numbers, %ld names, %ld operators\n", tokens.numbers, tokens.names, tokens.operators);
}

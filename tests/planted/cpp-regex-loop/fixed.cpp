// Checks the mail addresses of a list of accounts.
#include <cstdint>
#include <cstdio>
#include <regex>
#include <string>
#include <vector>

namespace {

std::uint32_t seed = 23;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

std::string make_word(std::size_t letters) {
    std::string word;
    for (std::size_t i = 0; i < letters; ++i)
        word.push_back(static_cast<char>('a' + draw(26)));
    return word;
}

std::vector<std::string> make_addresses(int count) {
    std::vector<std::string> addresses;
    for (int i = 0; i < count; ++i)
        addresses.push_back(make_word(4 + draw(8)) + (draw(10) ? "@" : "#") + make_word(6) + ".org");
    return addresses;
}

bool is_address(const std::string& text) {
    static const std::regex shape("[a-z0-9._]+@[a-z0-9-]+\\.(org|com|net)");
    return std::regex_match(text, shape);
}

std::string domain_of(const std::string& address) {
    return address.substr(address.find('@') + 1);
}

unsigned long digest(const std::string& text) {
    unsigned long sum = 5381;
    for (int round = 0; round < 2000; ++round)
        for (const char c : text)
            sum = sum * 33 + static_cast<unsigned char>(c);
    return sum;
}

} // namespace

int main() {
    const auto addresses = make_addresses(12000);
    int valid = 0;
    unsigned long sum = 0;
    for (const auto& address : addresses)
        if (is_address(address)) {
            ++valid;
            sum += digest(domain_of(address));
        }
    std::printf("%d of %zu valid, digest %lu\n", valid, addresses.size(), sum % 1000003);
}

// Counts the words of a text and prints the most frequent one.
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <unordered_map>

namespace {

std::uint64_t seed = 11;

std::uint64_t draw(std::uint64_t below) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (seed >> 33) % below;
}

std::string make_text(int words) {
    std::string text;
    for (int i = 0; i < words; ++i) {
        const auto word = draw(200) * draw(200);
        text += "w";
        text += std::to_string(word * 7919 % 40009);
        text += i % 12 == 11 ? '\n' : ' ';
    }
    return text;
}

using Counts = std::unordered_map<std::string, long>;

void count_words(std::string_view text, Counts& counts) {
    std::string word;
    for (const char c : text) {
        if (c != ' ' && c != '\n') {
            word.push_back(c);
            continue;
        }
        if (!word.empty())
            ++counts[word];
        word.clear();
    }
}

std::string most_frequent(const Counts& counts) {
    std::string best;
    long most = 0;
    for (const auto& [word, count] : counts)
        if (count > most || (count == most && word < best)) {
            best = word;
            most = count;
        }
    return best + " " + std::to_string(most);
}

long checksum(std::string_view text) {
    unsigned long sum = 0;
    for (const char c : text)
        sum = sum * 31 + static_cast<unsigned char>(c);
    return static_cast<long>(sum % 1000003);
}

} // namespace

int main() {
    const auto text = make_text(300000);
    Counts counts;
    long sum = 0;
    for (int round = 0; round < 10; ++round) {
        count_words(text, counts);
        sum += checksum(text);
    }
    std::printf("%zu words, most frequent: %s, checksum %ld\n", counts.size(), most_frequent(counts).c_str(), sum);
}

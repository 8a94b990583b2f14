// Counts the distinct words of a text and prints the ten most frequent. The look-up walks through all words seen so
// far, and takes each by value.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

struct Entry {
    std::string word;
    long count = 0;
};

static bool same_word(std::string a, std::string b) { return a == b; }

static Entry& find_or_add(std::vector<Entry>& entries, const std::string& word) {
    for (auto& entry : entries)
        if (same_word(entry.word, word))
            return entry;
    entries.push_back({word, 0});
    return entries.back();
}

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: words FILE\n";
        return 2;
    }
    std::ifstream in(argv[1]);
    std::vector<Entry> entries;
    for (std::string word; in >> word;)
        find_or_add(entries, word).count++;
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return a.count != b.count ? a.count > b.count : a.word < b.word; });
    std::cout << entries.size() << " words\n";
    for (std::size_t i = 0; i < std::min<std::size_t>(10, entries.size()); i++)
        std::cout << entries[i].count << ' ' << entries[i].word << '\n';
}

// Counts the distinct words of a text and prints the ten most frequent. The look-up is a hash table's.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <string>
#include <unordered_map>
#include <vector>

struct Entry {
    std::string word;
    long count = 0;
};

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: words FILE\n";
        return 2;
    }
    std::ifstream in(argv[1]);
    std::unordered_map<std::string, long> counts;
    for (std::string word; in >> word;)
        counts[word]++;
    std::vector<Entry> entries;
    for (const auto& [word, count] : counts)
        entries.push_back({word, count});
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return a.count != b.count ? a.count > b.count : a.word < b.word;
    });
    std::cout << entries.size() << " words\n";
    for (std::size_t i = 0; i < std::min<std::size_t>(10, entries.size()); i++)
        std::cout << entries[i].count << ' ' << entries[i].word << '\n';
}

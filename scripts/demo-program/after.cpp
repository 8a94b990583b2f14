// Counts the distinct words of a text and prints the ten most frequent. The words seen so far are kept in order, so
// that the look-up can halve the range, and nothing is copied to be compared.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

struct Entry {
    std::string word;
    long count = 0;
};

static Entry& find_or_add(std::vector<Entry>& entries, const std::string& word) {
    const auto place =
        std::lower_bound(entries.begin(), entries.end(), word,
                         [](const Entry& entry, const std::string& wanted) { return entry.word < wanted; });
    if (place != entries.end() && place->word == word)
        return *place;
    return *entries.insert(place, {word, 0});
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

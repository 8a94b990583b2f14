// Searches the cards of a library for those that mention a word.
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace {

struct Card {
    std::string title;
    std::string author;
    int year;
};

std::uint32_t seed = 73;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

std::vector<Card> make_cards(int count) {
    const char* words[] = {"history", "garden", "river", "engine", "winter", "letters", "island"};
    std::vector<Card> cards;
    for (int i = 0; i < count; ++i)
        cards.push_back({std::string("The ") + words[draw(7)] + " and the " + words[draw(7)],
                         "author number " + std::to_string(draw(4000)), 1900 + static_cast<int>(draw(120))});
    return cards;
}

long count_mentions(const std::vector<Card>& cards, const std::string& word) {
    long mentions = 0;
    for (const auto& card : cards)
        if (card.title.find(word) != std::string::npos)
            mentions += card.year;
    return mentions;
}

} // namespace

int main() {
    const auto cards = make_cards(20000);
    const std::vector<std::string> words{"river", "winter", "sea", "engine"};
    long mentions = 0;
    for (int round = 0; round < 500; ++round)
        mentions += count_mentions(cards, words[static_cast<std::size_t>(round) % words.size()]);
    std::printf("mentions %ld\n", mentions);
}

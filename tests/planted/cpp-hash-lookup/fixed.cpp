// Follows links between numbered pages.
#include <cstdint>
#include <cstdio>
#include <vector>

namespace {

constexpr std::uint32_t pages = 300000;

std::uint32_t seed = 29;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

using Links = std::vector<std::uint32_t>;

Links make_links() {
    Links links(pages);
    for (std::uint32_t page = 0; page < pages; ++page)
        links[page] = draw(pages);
    return links;
}

std::uint32_t follow(const Links& links, std::uint32_t page, int clicks) {
    for (int click = 0; click < clicks; ++click)
        page = links.at(page) ^ (click & 1);
    return page;
}

} // namespace

int main() {
    const auto links = make_links();
    unsigned long sum = 0;
    for (std::uint32_t visitor = 0; visitor < 200000; ++visitor)
        sum += follow(links, visitor, 60);
    std::printf("sum %lu\n", sum);
}

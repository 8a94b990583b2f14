// Renders the tiles of a picture by two threads that share the settings.
#include <cstdint>
#include <cstdio>
#include <memory>
#include <thread>

namespace {

struct Settings {
    int width = 640;
    int height = 480;
    int gamma = 3;
    int shade = 40;
};

int shade_of(std::shared_ptr<const Settings> settings, int x, int y) { // FAULT
    return (x * settings->gamma + y * settings->shade) % 251;
}

std::uint32_t mix(std::uint32_t sum, std::uint32_t shade) {
    sum ^= shade + 0x9e3779b9u + (sum << 6) + (sum >> 2);
    return sum * 2654435761u;
}

std::uint32_t render(const std::shared_ptr<const Settings>& settings, int first_row, int last_row) {
    std::uint32_t sum = 0;
    for (int y = first_row; y < last_row; ++y)
        for (int x = 0; x < settings->width; ++x) {
            const int shade = shade_of(settings, x, y); // FAULT
            for (int ray = 0; ray < 6; ++ray)
                sum = mix(sum, static_cast<std::uint32_t>(shade + ray));
        }
    return sum;
}

} // namespace

int main() {
    const auto settings = std::make_shared<const Settings>();
    std::uint32_t upper = 0;
    std::uint32_t lower = 0;
    const auto frames = [&](std::uint32_t& sum, int from, int to) {
        for (int frame = 0; frame < 150; ++frame)
            sum += render(settings, from, to);
    };
    std::thread helper(frames, std::ref(upper), 0, settings->height / 2);
    frames(lower, settings->height / 2, settings->height);
    helper.join();
    std::printf("checksum %u\n", upper ^ lower);
}

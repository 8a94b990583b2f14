// Allocates a known number of times: `churn` 10000 blocks of 100 bytes, each freed at once; `hold` 500 blocks of
// 1000 bytes that live together, and the array that holds them. Ends with the status that its argument names.
#include <cstdlib>
#include <vector>

namespace {

[[gnu::noinline]] void churn(int times) {
    for (int i = 0; i < times; ++i) {
        void* volatile block = std::malloc(100);
        std::free(block);
    }
}

[[gnu::noinline]] std::vector<void*> hold(std::size_t blocks) {
    std::vector<void*> held;
    held.reserve(blocks);
    for (std::size_t i = 0; i < blocks; ++i)
        held.push_back(std::malloc(1000));
    return held;
}

} // namespace

int main(int argc, char** argv) {
    churn(10000);
    for (void* block : hold(500))
        std::free(block);
    return argc > 1 ? std::atoi(argv[1]) : 0;
}

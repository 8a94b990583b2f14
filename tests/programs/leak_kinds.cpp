// One loss of each kind a leak check tells apart, and a read of freed memory.
#include <cstdlib>
#include <memory>

namespace {

struct Node {
    std::shared_ptr<Node> next;
};

struct Owner {
    char* inner;
};

char* volatile reachable;
char* volatile interior;

[[gnu::noinline]] void lose_cycle() {
    auto node = std::make_shared<Node>();
    node->next = node;
}

[[gnu::noinline]] void lose_owner() {
    auto* volatile owner = new Owner{new char[500]};
    owner->inner[0] = 1;
    owner = nullptr;
}

[[gnu::noinline]] int read_freed() {
    auto* volatile block = static_cast<volatile char*>(std::malloc(16));
    auto* const place = block;
    std::free(const_cast<char*>(place));
    return place[3];
}

} // namespace

int main() {
    lose_cycle();
    lose_owner();
    reachable = new char[70];
    interior = new char[800] + 100;
    return read_freed() == 12345 ? 1 : 0;
}

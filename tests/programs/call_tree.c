/* A small known call tree: main calls twice `twice`, which calls `once`; `depth` calls itself. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

__attribute__((noinline)) uint64_t once(uint64_t x) {
    for (int i = 0; i < 100000; i++)
        x = x * 6364136223846793005u + 1442695040888963407u;
    return x;
}

__attribute__((noinline)) uint64_t twice(uint64_t x) { return once(once(x) + 1) + 1; }

__attribute__((noinline)) uint64_t depth(uint64_t x, int left) {
    volatile uint64_t sum = x;
    for (int i = 0; i < 1000; i++)
        sum = sum + (uint64_t)i;
    if (left > 0) {
        volatile uint64_t below = depth(sum, left - 1); /* volatile: or the compiler makes a loop of it */
        sum = below + 1;
    }
    return sum;
}

int main(int argc, char** argv) {
    (void)argv;
    const uint64_t x = twice((uint64_t)argc) + twice((uint64_t)argc + 1) + depth(1, 20);
    printf("%d\n", (int)(x & 1));
    return 0;
}

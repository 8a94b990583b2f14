/* Four functions whose shares of the CPU time are 60, 25, 10 and 5 percent: each does the same work per round.
   The addends differ so that the compiler cannot fold the four into one. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define ROUNDS(name, addend)                                                                                           \
    __attribute__((noinline)) uint64_t name(uint64_t x, long rounds) {                                                 \
        for (long i = 0; i < rounds; i++)                                                                              \
            x = x * 6364136223846793005u + addend;                                                                     \
        return x;                                                                                                      \
    }

ROUNDS(sixty, 1442695040888963407u)
ROUNDS(twenty_five, 1442695040888963409u)
ROUNDS(ten, 1442695040888963411u)
ROUNDS(five, 1442695040888963413u)

int main(int argc, char** argv) {
    const long scale = argc > 1 ? atol(argv[1]) : 100;
    uint64_t x = 1;
    for (long i = 0; i < scale; i++) {
        x = sixty(x, 600000);
        x = twenty_five(x, 250000);
        x = ten(x, 100000);
        x = five(x, 50000);
    }
    printf("%llu\n", (unsigned long long)x);
    return 0;
}

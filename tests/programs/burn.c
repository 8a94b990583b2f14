/* Computes for as many rounds as told; a round is one million dependent multiplications (about 1 ms). */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char** argv) {
    const double rounds = argc > 1 ? atof(argv[1]) : 20;
    uint64_t x = 1;
    for (long i = 0; i < (long)(rounds * 1e6); i++)
        x = x * 6364136223846793005u + 1442695040888963407u;
    printf("%llu\n", (unsigned long long)x);
    return 0;
}

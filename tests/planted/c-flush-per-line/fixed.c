// Copies the readings of a meter into a report, and sums them up.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { readings = 400000 };

static uint32_t seed = 73;

static uint32_t draw(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static uint32_t smooth(uint32_t *window, uint32_t value) {
    uint32_t sum = 0;
    for (int i = 0; i < 31; ++i) {
        window[i] = window[i + 1];
        sum += window[i];
    }
    window[31] = value;
    return (sum + value) / 32;
}

static void report(FILE *out, uint32_t number, uint32_t value) {
    fprintf(out, "%u %u\n", number, value);
}

int main(void) {
    FILE *out = tmpfile();
    if (!out)
        return 1;
    uint32_t window[32] = {0};
    unsigned long total = 0;
    for (uint32_t i = 0; i < readings; ++i) {
        uint32_t value = draw(100000);
        for (int pass = 0; pass < 12; ++pass)
            value = smooth(window, value);
        report(out, i, value);
        total += value;
    }
    printf("total %lu, report of %ld bytes\n", total, ftell(out));
    fclose(out);
}

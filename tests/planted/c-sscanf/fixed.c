// Sums the columns of a table of readings.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { lines = 20000, rounds = 60, width = 40 };

static uint32_t seed = 17;

static uint32_t draw(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static char table[lines][width];

static void make_table(void) {
    for (int i = 0; i < lines; ++i)
        snprintf(table[i], width, "%u %u %u", draw(1000), draw(100000), draw(10));
}

static long value_of(const char* line) {
    char* at = NULL;
    const long station = strtol(line, &at, 10);
    const long reading = strtol(at, &at, 10);
    const long quality = strtol(at, &at, 10);
    return quality > 3 ? reading : station;
}

static unsigned long mix(unsigned long sum, long value) {
    for (int i = 0; i < 40; ++i)
        sum = sum * 6364136223846793005u + (unsigned long)value;
    return sum;
}

int main(void) {
    make_table();
    unsigned long sum = 0;
    for (int round = 0; round < rounds; ++round)
        for (int i = 0; i < lines; ++i)
            sum = mix(sum, value_of(table[i]));
    printf("sum %lu\n", sum >> 40);
}

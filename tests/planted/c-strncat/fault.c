// Joins words to long lines.
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { words = 4000, lines = 200, size = 40000 };

static uint32_t seed = 17;

static uint32_t draw(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static const char* const vocabulary[] = {"alder ", "birch ", "cedar ", "elm ", "fir ", "hazel ", "larch ", "maple "};

static void join(char* line) {
    line[0] = 0;
    for (int i = 0; i < words; ++i)
        strncat(line, vocabulary[draw(8)], 7); // FAULT
}

int main(void) {
    static char line[size];
    unsigned long sum = 0;
    for (int i = 0; i < lines; ++i) {
        join(line);
        for (const char* c = line; *c; ++c)
            sum = sum * 31 + (unsigned char)*c;
    }
    printf("sum %lu\n", sum >> 40);
}

// Counts the words of a file.
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { characters = 4000000, rounds = 20 };

static uint32_t seed = 17;

static uint32_t draw(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static FILE* make_file(void) {
    FILE* file = tmpfile();
    for (int i = 0; i < characters; ++i)
        putc_unlocked(draw(6) ? 'a' + (int)draw(26) : ' ', file);
    return file;
}

static long count_words(FILE* file) {
    long words = 0;
    int before = ' ';
    static char block[65536];
    for (size_t got; (got = fread(block, 1, sizeof block, file)) > 0;)
        for (size_t i = 0; i < got; ++i) {
            words += before == ' ' && block[i] != ' ';
            before = block[i];
        }
    return words;
}

int main(void) {
    FILE* file = make_file();
    long words = 0;
    for (int round = 0; round < rounds; ++round) {
        rewind(file);
        words += count_words(file);
    }
    printf("%ld words\n", words);
}

// Counts lines, words and letters of a file.
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { length = 1200000 };

struct counts {
    long lines;
    long words;
    long letters;
};

static uint32_t seed = 79;

static uint32_t draw(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static void make_text(FILE *file) {
    for (int i = 0; i < length; ++i)
        putc(draw(7) ? (int)('a' + draw(26)) : draw(8) ? ' ' : '\n', file);
    fflush(file);
}

static int next_char(int file) {
    unsigned char c;
    return read(file, &c, 1) == 1 ? c : EOF; // FAULT
}

static struct counts count(int file) {
    struct counts counts = {0, 0, 0};
    int in_word = 0;
    for (int c; (c = next_char(file)) != EOF;) {
        const int letter = isalpha(c) != 0;
        counts.lines += c == '\n';
        counts.words += letter && !in_word;
        counts.letters += letter;
        in_word = letter;
    }
    return counts;
}

static unsigned long play(long rounds) {
    unsigned long sum = 1;
    for (long i = 0; i < rounds; ++i)
        sum = sum * 6364136223846793005u + (unsigned long)i;
    return sum >> 40;
}

int main(void) {
    FILE *file = tmpfile();
    if (!file)
        return 1;
    make_text(file);
    lseek(fileno(file), 0, SEEK_SET);
    const struct counts counts = count(fileno(file));
    printf("%ld lines, %ld words, %ld letters, check %lu\n", counts.lines, counts.words, counts.letters,
           play(100 * counts.letters));
    fclose(file);
}

// Compares the lines of two versions of a text: how few edits make one of the other?
#include <stdint.h>
#include <stdio.h>

enum { longest = 12 };

static uint32_t seed = 53;

static uint32_t draw(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static void make_word(char *word, size_t length) {
    for (size_t i = 0; i < length; ++i)
        word[i] = (char)('a' + draw(4));
    word[length] = '\0';
}

static int least(int a, int b, int c) {
    const int least = a < b ? a : b;
    return least < c ? least : c;
}

static int edits(const char *a, int i, const char *b, int j) {
    int row[longest + 1];
    for (int column = 0; column <= j; ++column)
        row[column] = column;
    for (int line = 1; line <= i; ++line) {
        int diagonal = row[0];
        row[0] = line;
        for (int column = 1; column <= j; ++column) {
            const int above = row[column];
            row[column] = least(above + 1, row[column - 1] + 1, diagonal + (a[line - 1] != b[column - 1]));
            diagonal = above;
        }
    }
    return row[j];
}

static unsigned long digest(const char *word, unsigned long sum) {
    for (int round = 0; round < 40000; ++round)
        for (const char *c = word; *c; ++c)
            sum = sum * 33 + (unsigned char)*c;
    return sum;
}

int main(void) {
    char a[longest + 1];
    char b[longest + 1];
    int total = 0;
    unsigned long sum = 0;
    for (int pair = 0; pair < 300; ++pair) {
        make_word(a, 8);
        make_word(b, 8);
        total += edits(a, 8, b, 8);
        sum ^= digest(a, 5381);
    }
    printf("%d edits, digest %lu\n", total, sum % 1000003);
}

// Writes the moves of a plotter as commands of text.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { moves = 60000 };

struct point {
    int x;
    int y;
};

static uint32_t seed = 37;

static int draw(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (int)((seed >> 8) % below);
}

static char *put_number(char *out, int value) {
    char digits[12];
    int count = 0;
    do
        digits[count++] = (char)('0' + value % 10);
    while ((value /= 10) > 0);
    while (count > 0)
        *out++ = digits[--count];
    return out;
}

static size_t write_moves(const struct point *points, char *out) {
    char *end = out;
    for (int i = 0; i < moves; ++i) {
        *end++ = i == 0 ? 'M' : 'L';
        end = put_number(end, points[i].x);
        *end++ = ' ';
        end = put_number(end, points[i].y);
        *end++ = '\n';
    }
    return (size_t)(end - out);
}

static unsigned long checksum(const char *text, size_t length) {
    unsigned long sum = 0;
    for (int round = 0; round < 4; ++round)
        for (size_t i = 0; i < length; ++i)
            sum = sum * 131 + (unsigned char)text[i];
    return sum;
}

int main(void) {
    struct point *points = malloc(moves * sizeof *points);
    char *text = malloc(moves * 32);
    unsigned long sum = 0;
    for (int sheet = 0; sheet < 60; ++sheet) {
        for (int i = 0; i < moves; ++i)
            points[i] = (struct point){draw(100000), draw(100000)};
        sum ^= checksum(text, write_moves(points, text));
    }
    printf("checksum %lu\n", sum % 1000003);
    free(text);
    free(points);
}

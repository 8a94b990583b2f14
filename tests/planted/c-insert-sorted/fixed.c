// Keeps the best scores of a game in order as they come in.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { players = 90000 };

static uint32_t seed = 67;

static uint32_t draw(void) {
    seed = seed * 1664525u + 1013904223u;
    return seed >> 8;
}

static uint32_t play(void) {
    uint32_t score = 0;
    for (int turn = 0; turn < 800; ++turn)
        score = (score * 31 + draw() % 100) % 10000019;
    return score;
}

static int by_score(const void *a, const void *b) {
    const uint32_t x = *(const uint32_t *)a;
    const uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

int main(void) {
    uint32_t *scores = malloc(players * sizeof *scores);
    for (size_t i = 0; i < players; ++i)
        scores[i] = play();
    qsort(scores, players, sizeof *scores, by_score);
    unsigned long sum = 0;
    for (size_t i = 0; i < players; ++i)
        sum = sum * 131 + scores[i];
    printf("median %u, digest %lu\n", scores[players / 2], sum % 1000003);
    free(scores);
}

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

static void insert_score(uint32_t *scores, size_t count, uint32_t score) {
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (scores[middle] < score)
            low = middle + 1;
        else
            high = middle;
    }
    memmove(scores + low + 1, scores + low, (count - low) * sizeof *scores); // FAULT
    scores[low] = score;
}

int main(void) {
    uint32_t *scores = malloc(players * sizeof *scores);
    for (size_t i = 0; i < players; ++i)
        insert_score(scores, i, play());
    unsigned long sum = 0;
    for (size_t i = 0; i < players; ++i)
        sum = sum * 131 + scores[i];
    printf("median %u, digest %lu\n", scores[players / 2], sum % 1000003);
    free(scores);
}

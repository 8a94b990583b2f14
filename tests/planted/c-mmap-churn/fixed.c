// Filters frames of a film; each takes a scratch buffer.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { pixels = 160 * 1024, frames = 1200 };

static uint32_t seed = 59;

static void make_frame(unsigned char *frame) {
    for (size_t i = 0; i < pixels; i += 4) {
        seed = seed * 1664525u + 1013904223u;
        frame[i] = (unsigned char)(seed >> 24);
        frame[i + 1] = (unsigned char)(seed >> 16);
        frame[i + 2] = (unsigned char)(seed >> 8);
        frame[i + 3] = 0;
    }
}

static void smooth(unsigned char *frame) {
    static double sums[pixels];
    for (size_t i = 1; i < pixels; ++i)
        sums[i] = sums[i - 1] + frame[i];
    for (size_t i = 8; i < pixels; ++i)
        frame[i] = (unsigned char)((sums[i] - sums[i - 8]) / 8);
}

static uint32_t digest(const unsigned char *frame) {
    uint32_t sum = 0;
    for (size_t i = 0; i < pixels; ++i)
        sum = sum * 31 + frame[i];
    return sum;
}

int main(void) {
    unsigned char *frame = malloc(pixels);
    uint32_t sum = 0;
    for (int i = 0; i < frames; ++i) {
        make_frame(frame);
        smooth(frame);
        sum ^= digest(frame);
    }
    free(frame);
    printf("digest %u\n", sum);
}

// Answers requests of many sizes, some of which stay open for a while.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { open_requests = 3000, requests = 3000000, largest = 60000 };

static uint32_t seed = 17;

static uint32_t draw(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static char* open_buffers[open_requests];

static char* answer(char* old, uint32_t size) {
    free(old); // FAULT
    char* buffer = malloc(size); // FAULT
    buffer[0] = (char)size;
    buffer[size - 1] = 1;
    return buffer;
}

int main(void) {
    unsigned long sum = 0;
    for (int i = 0; i < requests; ++i) {
        const uint32_t slot = draw(open_requests);
        open_buffers[slot] = answer(open_buffers[slot], 1200 + draw(largest));
        sum += (unsigned char)open_buffers[slot][0];
    }
    printf("sum %lu\n", sum);
}

// Handles messages under a deadline, which is looked at for each of them.
#include <stdint.h>
#include <stdio.h>
#include <time.h>

enum { messages = 5000000 };

static uint32_t seed = 61;

static uint32_t draw(void) {
    seed = seed * 1664525u + 1013904223u;
    return seed >> 8;
}

static time_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time); // FAULT
    return time.tv_sec;
}

static uint32_t handle(uint32_t message) {
    for (int i = 0; i < 12; ++i)
        message = (message ^ (message >> 7)) * 2654435761u;
    return message;
}

static uint32_t handle_all(time_t deadline) {
    uint32_t sum = 0;
    for (int i = 0; i < messages; ++i) {
        if (now() > deadline) // FAULT
            break;
        sum += handle(draw());
    }
    return sum;
}

int main(void) {
    uint32_t sum = 0;
    for (int round = 0; round < 2; ++round)
        sum ^= handle_all(now() + 600);
    printf("sum %u\n", sum);
}

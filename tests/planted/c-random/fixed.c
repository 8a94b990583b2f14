// Estimates the area of a shape by throwing points at it.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { points = 20000000 };

static uint32_t state = 5;

static uint32_t own_random(void) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state >> 1;
}

static double coordinate(void) {
    return own_random() / (RAND_MAX + 1.0);
}

static int is_inside(double x, double y) {
    return x * x + y * y < 1;
}

int main(void) {
    long inside = 0;
    for (int i = 0; i < points; ++i) {
        const double x = coordinate();
        inside += is_inside(x, coordinate());
    }
    printf("area about %.1f\n", 4.0 * inside / points);
}

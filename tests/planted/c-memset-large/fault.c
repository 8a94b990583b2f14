// Answers queries on a map: how many distinct fields does a walk touch?
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { fields = 512 * 512, steps = 600, queries = 150000 };

static unsigned char touched[fields];
static uint32_t seed = 31;

static uint32_t draw(void) {
    seed = seed * 1664525u + 1013904223u;
    return seed >> 8;
}

static int walk(uint32_t start, uint32_t *path) {
    uint32_t at = start % fields;
    int distinct = 0;
    for (int step = 0; step < steps; ++step) {
        path[step] = at;
        distinct += touched[at] == 0;
        touched[at] = 1;
        const uint32_t way = draw() % 4;
        at = (at + (way == 0 ? 1 : way == 1 ? fields - 1 : way == 2 ? 512 : fields - 512)) % fields;
    }
    return distinct;
}

static int count_distinct(uint32_t start) {
    uint32_t path[steps];
    memset(touched, 0, sizeof touched); // FAULT
    return walk(start, path);
}

int main(void) {
    long total = 0;
    int most = 0;
    for (int query = 0; query < queries; ++query) {
        const int distinct = count_distinct(draw());
        total += distinct;
        most = distinct > most ? distinct : most;
    }
    printf("total %ld, most %d\n", total, most);
}

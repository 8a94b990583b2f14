// Resolves the includes of many sources against a list of directories.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { directories = 6, headers = 40, includes = 60000 };

static uint32_t seed = 71;

static uint32_t draw(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static int look_up(uint32_t header) {
    char path[128];
    for (int directory = 0; directory < directories; ++directory) {
        struct stat about;
        snprintf(path, sizeof path, "/usr/include/planted/%d/header-%u.h", directory, header);
        if (stat(path, &about) == 0) // FAULT
            return directory;
    }
    return -1;
}

static int resolve(uint32_t header) {
    return look_up(header); // FAULT
}

static unsigned long scan(uint32_t source) {
    unsigned long sum = source;
    for (int i = 0; i < 1500; ++i)
        sum = sum * 6364136223846793005u + 1442695040888963407u;
    return sum >> 40;
}

int main(void) {
    long found = 0;
    unsigned long sum = 0;
    for (int i = 0; i < includes; ++i) {
        found += resolve(draw(headers)) >= 0;
        sum ^= scan((uint32_t)i);
    }
    printf("%ld found, sum %lu\n", found, sum);
}

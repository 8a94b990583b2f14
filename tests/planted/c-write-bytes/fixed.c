// Packs a picture by run lengths into a file and prints how well that went.
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { width = 1200, height = 800 };

static uint32_t seed = 19;

static uint32_t draw(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static unsigned char *make_picture(void) {
    unsigned char *picture = malloc(width * height);
    for (size_t i = 0; i < width * height;) {
        const unsigned char shade = (unsigned char)draw(200);
        for (uint32_t run = 1 + draw(7); run > 0 && i < width * height; --run)
            picture[i++] = shade;
    }
    return picture;
}

static long packed_bytes;
static unsigned char pending[4096];
static size_t pending_bytes;

static void flush_bytes(int file) {
    if (write(file, pending, pending_bytes) != (ssize_t)pending_bytes)
        exit(1);
    pending_bytes = 0;
}

static void put_byte(int file, unsigned char byte) {
    if (pending_bytes == sizeof pending)
        flush_bytes(file);
    pending[pending_bytes++] = byte;
    ++packed_bytes;
}

static void pack(int file, const unsigned char *picture) {
    for (size_t i = 0; i < width * height;) {
        size_t run = 1;
        while (run < 255 && i + run < width * height && picture[i + run] == picture[i])
            ++run;
        put_byte(file, (unsigned char)run);
        put_byte(file, picture[i]);
        i += run;
    }
}

static double contrast(const unsigned char *picture) {
    double sum = 0;
    for (int reach = 1; reach < 60; ++reach)
        for (size_t i = (size_t)reach; i < width * height; ++i)
            sum += abs(picture[i] - picture[i - (size_t)reach]) / (double)reach;
    return sum;
}

int main(void) {
    unsigned char *picture = make_picture();
    FILE *file = tmpfile();
    if (!file)
        return 1;
    pack(fileno(file), picture);
    flush_bytes(fileno(file));
    printf("%d bytes became %ld, contrast %.1f\n", width * height, packed_bytes, contrast(picture));
    free(picture);
    fclose(file);
}

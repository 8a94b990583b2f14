// Blurs a picture and sums up its columns; the sum walks against the way the picture lies in memory.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { size = 2048 };

static uint32_t seed = 41;

static float draw(void) {
    seed = seed * 1664525u + 1013904223u;
    return (float)(seed >> 8) / 16777216.0f;
}

static float *make_picture(void) {
    float *picture = malloc(sizeof *picture * size * size);
    for (size_t i = 0; i < (size_t)size * size; ++i)
        picture[i] = draw();
    return picture;
}

static void blur_rows(float *picture) {
    for (size_t y = 0; y < size; ++y)
        for (size_t x = 1; x + 1 < size; ++x)
            picture[y * size + x] =
                (picture[y * size + x - 1] + picture[y * size + x] + picture[y * size + x + 1]) / 3;
}

static double sum_columns(const float *picture, double *columns) {
    for (size_t y = 0; y < size; ++y)
        for (size_t x = 0; x < size; ++x)
            columns[x] += picture[y * size + x];
    double most = 0;
    for (size_t x = 0; x < size; ++x)
        most = columns[x] > most ? columns[x] : most;
    return most;
}

int main(void) {
    float *picture = make_picture();
    double *columns = calloc(size, sizeof *columns);
    double most = 0;
    for (int round = 0; round < 30; ++round) {
        blur_rows(picture);
        most = sum_columns(picture, columns);
    }
    printf("most %.3f\n", most);
    free(columns);
    free(picture);
}

// Computes the rows of a fractal, each as a task of its own.
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { width = 400, rows = 12000, workers = 2 };

static uint32_t row_sums[rows];

static uint32_t escape_time(double cx, double cy) {
    double x = 0;
    double y = 0;
    uint32_t steps = 0;
    while (x * x + y * y < 4 && steps < 60) {
        const double next = x * x - y * y + cx;
        y = 2 * x * y + cy;
        x = next;
        ++steps;
    }
    return steps;
}

static void compute_row(size_t row) {
    uint32_t sum = 0;
    for (int x = 0; x < width; ++x)
        sum += escape_time(x * 3.0 / width - 2.2, (double)(row % 1000) * 2.0 / 1000 - 1.0);
    row_sums[row] = sum;
}

static void *run_worker(void *first) {
    for (size_t row = (size_t)first; row < rows; row += workers)
        compute_row(row);
    return NULL;
}

static void compute_all(void) {
    pthread_t threads[workers];
    for (size_t i = 0; i < workers; ++i)
        if (pthread_create(&threads[i], NULL, run_worker, (void *)i))
            exit(1);
    for (size_t i = 0; i < workers; ++i)
        pthread_join(threads[i], NULL);
}

int main(void) {
    compute_all();
    uint32_t sum = 0;
    for (int row = 0; row < rows; ++row)
        sum = sum * 31 + row_sums[row];
    printf("checksum %u\n", sum);
}

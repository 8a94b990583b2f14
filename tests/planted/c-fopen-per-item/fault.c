// Logs the steps of a simulation to a file.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { steps = 30000 };

static uint32_t seed = 43;
static char path[] = "/tmp/planted-XXXXXX";

static uint32_t draw(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static void log_step(int step, long energy) {
    FILE *log_file = fopen(path, "a"); // FAULT
    if (!log_file)
        exit(1);
    fprintf(log_file, "step %d energy %ld\n", step, energy); // FAULT
    fclose(log_file); // FAULT
}

static long simulate(long energy) {
    for (int i = 0; i < 1500; ++i)
        energy = (energy * 48271 + (long)draw(1000)) % 2147483647;
    return energy;
}

static long size_of_log(void) {
    FILE *log_file = fopen(path, "r");
    if (!log_file)
        return -1;
    fseek(log_file, 0, SEEK_END);
    const long size = ftell(log_file);
    fclose(log_file);
    return size;
}

int main(void) {
    const int file = mkstemp(path);
    if (file < 0)
        return 1;
    close(file);
    long energy = 1;
    for (int step = 0; step < steps; ++step) {
        energy = simulate(energy);
        log_step(step, energy);
    }
    printf("energy %ld, log of %ld bytes\n", energy, size_of_log());
    unlink(path);
}

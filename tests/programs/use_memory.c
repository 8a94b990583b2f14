/* Touches as many megabytes (MB = 10^6 bytes) as told, then ends. */
#include <stdlib.h>
#include <string.h>

int main(int argc, char** argv) {
    const size_t bytes = (size_t)(argc > 1 ? atol(argv[1]) : 1) * 1000000;
    volatile char* block = malloc(bytes + 1);
    if (block == NULL)
        return 1;
    for (size_t i = 0; i < bytes; i += 4096)
        block[i] = 1;
    return 0;
}

/* Has a malloc of its own, and loses a block of it: tools that watch the system's malloc see nothing. */
#include <stddef.h>
#include <string.h>

static _Alignas(16) char pool[1 << 20];
static size_t used;

void* malloc(size_t bytes) {
    const size_t at = used;
    bytes = (bytes + 15) / 16 * 16;
    if (bytes > sizeof pool - at)
        return NULL;
    used = at + bytes;
    return pool + at;
}

void free(void* block) { (void)block; }

void* calloc(size_t count, size_t size) {
    void* block = malloc(count * size);
    return block ? memset(block, 0, count * size) : NULL;
}

int main(void) {
    void* volatile block = malloc(100);
    block = NULL;
    return block != NULL;
}

/* Keeps its only pointers to 40 blocks in a page that it maps itself, as python does for small objects. Nothing is
   lost: but who looks for pointers in globals, stacks and what malloc gave alone, finds none. */
#include <stdlib.h>
#include <sys/mman.h>

int main(void) {
    void** page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED)
        return 1;
    for (int i = 0; i < 40; i++)
        page[i] = malloc(100);
    page = NULL;
    return page != NULL;
}

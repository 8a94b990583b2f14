/* Allocates a lot and leaves by _exit, so that nothing that waits for the program's end is run. */
#include <stdlib.h>
#include <unistd.h>

int main(void) {
    for (int i = 0; i < 50000; i++) {
        void* volatile block = malloc(100);
        free(block);
    }
    _exit(0);
}

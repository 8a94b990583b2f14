// A library preloaded into a measured program beside LeakSanitizer's; see lsan_tool.hpp.
//
// - LeakSanitizer resolves the functions that it stands before at the first malloc. Rust's start calls signal() before
//   any malloc, which is then a jump to 0: so there's a malloc first.
// - LeakSanitizer says nothing where it finds nothing, and nothing where it does not look: so the check is asked for
//   here, when the program exits, and its end is written down.
// - Only the program itself is looked at: what it executes is started with the environment that it would have alone,
//   and a forked copy does not check.
// - LeakSanitizer looks for pointers in globals, stacks and what malloc gave. What a program maps itself, as python
// does
//   for its small objects, holds pointers too: it is told of each such mapping.

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

extern int __lsan_do_recoverable_leak_check(void) __attribute__((weak));
extern void __lsan_register_root_region(const void* begin, size_t size) __attribute__((weak));

static pid_t program;
static char* mark;

// Mapped before LeakSanitizer can be told: the constructors of other libraries come first.
struct mapping {
    void* begin;
    size_t size;
};
enum { early_most = 64 };
static struct mapping early[early_most];
static int early_count;
static volatile int checking; // LeakSanitizer maps files itself to name functions, and waits for nobody then

static const size_t largest_searched = (size_t)1 << 30; // larger ones are reserved, not filled

static void tell(void* begin, size_t size) {
    if (program != 0)
        __lsan_register_root_region(begin, size);
    else if (early_count < early_most)
        early[early_count++] = (struct mapping){begin, size};
}

void* mmap(void* wish, size_t size, int protection, int flags, int file, off_t offset) {
    void* begin = (void*)syscall(SYS_mmap, wish, size, protection, flags, file, offset);
    if (begin != MAP_FAILED && (flags & MAP_ANONYMOUS) != 0 && !checking && size <= largest_searched &&
        __lsan_register_root_region)
        tell(begin, size);
    return begin;
}

void* mmap64(void* wish, size_t size, int protection, int flags, int file, off_t offset) {
    return mmap(wish, size, protection, flags, file, offset);
}

static void give_back(const char* variable, const char* saved) {
    const char* value = getenv(saved);
    if (value != NULL)
        setenv(variable, value, 1);
    else
        unsetenv(variable);
    unsetenv(saved);
}

static char* copy_of(const char* text) {
    size_t size = 0;
    char* copy;
    while (text[size] != 0)
        size++;
    copy = malloc(size + 1);
    for (size_t i = 0; copy != NULL && i <= size; i++)
        copy[i] = text[i];
    return copy;
}

__attribute__((constructor)) static void arrive(void) {
    const char* path = getenv("PERFENG_LSAN_MARK");
    if (path == NULL)
        return;
    mark = copy_of(path);
    program = getpid();
    for (int i = 0; i < early_count; i++)
        tell(early[i].begin, early[i].size);
    unsetenv("PERFENG_LSAN_MARK");
    give_back("LD_PRELOAD", "PERFENG_LSAN_PRELOAD");
    give_back("LSAN_OPTIONS", "PERFENG_LSAN_OPTIONS");
}

__attribute__((destructor)) static void check(void) {
    int file;
    if (mark == NULL || getpid() != program || __lsan_do_recoverable_leak_check == NULL)
        return;
    checking = 1;
    // Not the other way round: the check is the proof that there is something to tell.
    const char found = __lsan_do_recoverable_leak_check() != 0 ? '1' : '0';
    file = open(mark, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        return;
    if (write(file, &found, 1) != 1)
        unlink(mark);
    close(file);
}

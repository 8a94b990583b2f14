#if defined(__linux__)

// The library beside LeakSanitizer's, as bytes of this program: perfeng stays a single file.
asm(".section .rodata\n"
    ".global perfeng_lsan_guest_begin\n"
    ".global perfeng_lsan_guest_end\n"
    "perfeng_lsan_guest_begin:\n"
    ".incbin \"" PERFENG_LSAN_GUEST_FILE "\"\n"
    "perfeng_lsan_guest_end:\n"
    ".byte 0\n"
    ".previous\n");

#endif

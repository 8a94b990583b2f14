#if defined(__linux__)

// The launcher's executable file, as bytes of this one: perfeng stays a single program.
asm(".section .rodata\n"
    ".global perfeng_launcher_begin\n"
    ".global perfeng_launcher_end\n"
    "perfeng_launcher_begin:\n"
    ".incbin \"" PERFENG_LAUNCHER_FILE "\"\n"
    "perfeng_launcher_end:\n"
    ".byte 0\n"
    ".previous\n");

#endif

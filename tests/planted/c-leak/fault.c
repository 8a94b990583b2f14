// Serves requests: each is parsed into a list of headers, which are counted.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct header {
    struct header *next;
    char *name;
    int value;
};

static uint32_t seed = 47;

static uint32_t draw(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static void make_request(char *text) {
    const char *names[] = {"host", "accept", "cookie", "agent", "length", "encoding"};
    text[0] = '\0';
    for (uint32_t i = 0, count = 3 + draw(5); i < count; ++i)
        text += sprintf(text, "%s: %u\n", names[draw(6)], draw(1000));
}

static struct header *parse_request(const char *text) {
    struct header *first = NULL;
    while (*text) {
        const char *colon = strchr(text, ':');
        struct header *header = malloc(sizeof *header);
        header->name = strndup(text, (size_t)(colon - text)); // FAULT
        header->value = atoi(colon + 2);
        header->next = first;
        first = header;
        text = strchr(colon, '\n') + 1;
    }
    return first;
}

static void drop_request(struct header *header) {
    while (header) {
        struct header *next = header->next;
        free(header);
        header = next;
    }
}

static long count_request(const struct header *header, long counts[256]) {
    long sum = 0;
    for (; header; header = header->next) {
        counts[(unsigned char)header->name[0]] += header->value;
        for (int i = 0; i < 40; ++i)
            sum = (sum * 31 + header->value + i) % 1000003;
    }
    return sum;
}

int main(void) {
    long counts[256] = {0};
    long sum = 0;
    char text[512];
    for (int i = 0; i < 250000; ++i) {
        make_request(text);
        struct header *request = parse_request(text);
        sum += count_request(request, counts);
        drop_request(request);
    }
    printf("host %ld, cookie %ld, sum %ld\n", counts['h'], counts['c'], sum);
}

// Builds a search tree of keys for each batch, asks for its depth, and throws it away.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { batch_size = 2000 };

struct node {
    struct node *left;
    struct node *right;
    uint32_t key;
};

static uint32_t seed = 29;

static uint32_t draw(void) {
    seed = seed * 1664525u + 1013904223u;
    return seed >> 4;
}

static struct node *make_node(uint32_t key) {
    struct node *node = malloc(sizeof *node); // FAULT
    if (!node)
        exit(1);
    *node = (struct node){.key = key};
    return node;
}

static void insert(struct node **place, uint32_t key, int levels) {
    while (*place && levels-- > 0)
        place = key < (*place)->key ? &(*place)->left : &(*place)->right;
    struct node *node = make_node(key);
    node->left = *place;
    *place = node;
}

static void clear(struct node *node) {
    while (node) {
        struct node *left = node->left;
        clear(node->right);
        free(node); // FAULT
        node = left;
    }
}

static uint32_t fold(const struct node *node, uint32_t sum) {
    for (; node; node = node->left) {
        sum = sum * 31 + node->key;
        if (node->right)
            sum = fold(node->right, sum);
    }
    return sum;
}

int main(void) {
    uint32_t sum = 0;
    for (int batch = 0; batch < 12000; ++batch) {
        struct node *root = NULL;
        for (int i = 0; i < batch_size; ++i)
            insert(&root, draw(), 3);
        sum += fold(root, 0);
        clear(root);
    }
    printf("sum %u\n", sum);
}

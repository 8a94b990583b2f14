// Simulates the queue of a print server: jobs come in, the first one is served.
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace {

struct Job {
    int owner;
    int pages;
    int arrival;
};

using Queue = std::vector<Job>;

std::uint32_t seed = 41;

int draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return static_cast<int>((seed >> 8) % below);
}

void take_in(Queue& queue, int now) {
    queue.push_back({draw(100), 1 + draw(30), now});
}

Job serve_next(Queue& queue) {
    const Job job = queue.front();
    queue.erase(queue.begin()); // FAULT
    return job;
}

long print_pages(const Job& job) {
    long ink = job.owner;
    for (int page = 0; page < job.pages * 40; ++page)
        ink = (ink * 1103515245 + 12345 + page) % 2147483647;
    return ink % 100;
}

} // namespace

int main() {
    Queue queue;
    std::vector<long> ink(100);
    long waited = 0;
    for (int now = 0; now < 30000; ++now)
        take_in(queue, now);
    for (int now = 30000; now < 110000; ++now) {
        take_in(queue, now);
        const Job job = serve_next(queue);
        waited += now - job.arrival;
        ink[static_cast<std::size_t>(job.owner)] += print_pages(job);
    }
    long most = 0;
    for (const long used : ink)
        most = used > most ? used : most;
    std::printf("waited %ld, most ink %ld, still queued %zu\n", waited, most, queue.size());
}

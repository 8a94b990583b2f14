// One function of each of the growth classes, by name: known NAME SIZE. scripts/growth-table counts them under
// callgrind and checks what perfeng scale tells of each. Built with -O2 -g, as programs are profiled.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <functional>
#include <map>
#include <queue>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#define KEPT extern "C" __attribute__((noinline, noclone)) std::uint64_t

namespace {

std::uint64_t seed = 88172645463325252ULL;
std::uint64_t random_number() {
    seed ^= seed << 13U;
    seed ^= seed >> 7U;
    seed ^= seed << 17U;
    return seed;
}

std::vector<std::uint32_t> numbers(std::size_t n) {
    std::vector<std::uint32_t> made(n);
    for (auto& number : made)
        number = static_cast<std::uint32_t>(random_number());
    return made;
}

volatile std::uint64_t sink = 0;

} // namespace

// 1
KEPT constant_work(std::size_t) {
    std::uint64_t sum = 0;
    for (int i = 0; i < 20000; i++)
        sum = sum * 31 + static_cast<std::uint64_t>(i);
    return sum;
}
KEPT first_elements(const std::vector<std::uint32_t>& all) {
    std::uint64_t sum = 0;
    for (int round = 0; round < 200; round++)
        for (std::size_t i = 0; i < 100; i++)
            sum += all[i] ^ static_cast<std::uint32_t>(round);
    return sum;
}
// log n
KEPT binary_searches(const std::vector<std::uint32_t>& sorted) {
    std::uint64_t sum = 0;
    for (int i = 0; i < 3000; i++)
        sum += static_cast<std::uint64_t>(
            std::lower_bound(sorted.begin(), sorted.end(), static_cast<std::uint32_t>(random_number())) -
            sorted.begin());
    return sum;
}
KEPT tree_lookups(const std::set<std::uint32_t>& tree) {
    std::uint64_t found = 0;
    for (int i = 0; i < 3000; i++)
        found += tree.count(static_cast<std::uint32_t>(random_number()));
    return found;
}
KEPT digits_of(std::size_t n) {
    std::uint64_t sum = 0;
    for (int round = 0; round < 2000; round++)
        for (std::size_t rest = n; rest > 0; rest /= 2)
            sum += rest & 1U;
    return sum;
}
// n
KEPT linear_scan(const std::vector<std::uint32_t>& all) {
    std::uint64_t sum = 0;
    for (const auto number : all)
        sum += number % 7;
    return sum;
}
KEPT prefix_sums(std::vector<std::uint32_t> all) {
    for (std::size_t i = 1; i < all.size(); i++)
        all[i] += all[i - 1];
    return all.back();
}
KEPT hash_lookups(const std::unordered_set<std::uint32_t>& set, const std::vector<std::uint32_t>& keys) {
    std::uint64_t found = 0;
    for (const auto key : keys)
        found += set.count(key);
    return found;
}
KEPT hash_inserts(const std::vector<std::uint32_t>& keys) {
    std::unordered_map<std::uint32_t, int> counts;
    for (const auto key : keys)
        counts[key]++;
    return counts.size();
}
KEPT breadth_first(const std::vector<std::vector<std::uint32_t>>& graph) {
    std::vector<bool> seen(graph.size());
    std::deque<std::uint32_t> queue{0};
    std::uint64_t reached = 0;
    seen[0] = true;
    while (!queue.empty()) {
        const auto node = queue.front();
        queue.pop_front();
        reached++;
        for (const auto next : graph[node])
            if (!seen[next]) {
                seen[next] = true;
                queue.push_back(next);
            }
    }
    return reached;
}
KEPT appended_string(std::size_t n) {
    std::string text;
    for (std::size_t i = 0; i < n; i++)
        text.push_back(static_cast<char>('a' + i % 26));
    return text.size();
}
KEPT counting_sort(const std::vector<std::uint32_t>& all) {
    std::vector<std::uint32_t> counts(256);
    for (const auto number : all)
        counts[number & 255U]++;
    return counts[7];
}
// n log n
KEPT standard_sort(std::vector<std::uint32_t> all) {
    std::sort(all.begin(), all.end());
    return all.front();
}
KEPT stable_merge_sort(std::vector<std::uint32_t> all) {
    std::stable_sort(all.begin(), all.end());
    return all.front();
}
KEPT heap_pops(const std::vector<std::uint32_t>& all) {
    std::priority_queue<std::uint32_t> heap(all.begin(), all.end());
    std::uint64_t sum = 0;
    for (; !heap.empty(); heap.pop())
        sum = sum * 3 + heap.top();
    return sum;
}
KEPT divide_and_conquer(const std::uint32_t* from, std::size_t n) {
    if (n < 2)
        return n == 0 ? 0 : from[0];
    std::uint64_t best = divide_and_conquer(from, n / 2) ^ divide_and_conquer(from + n / 2, n - n / 2);
    for (std::size_t i = 0; i < n; i++)
        best += from[i];
    return best;
}
KEPT search_each(const std::vector<std::uint32_t>& sorted) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < sorted.size(); i++)
        sum += static_cast<std::uint64_t>(
            std::lower_bound(sorted.begin(), sorted.end(), static_cast<std::uint32_t>(random_number())) -
            sorted.begin());
    return sum;
}
// n^2
KEPT nested_loops(const std::vector<std::uint32_t>& all) {
    std::uint64_t pairs = 0;
    for (const auto a : all)
        for (const auto b : all)
            pairs += (a ^ b) % 3 == 0 ? 1 : 0;
    return pairs;
}
KEPT linear_membership(const std::vector<std::uint32_t>& all) {
    std::vector<std::uint32_t> seen;
    for (const auto number : all)
        if (std::find(seen.begin(), seen.end(), number) == seen.end())
            seen.push_back(number);
    return seen.size();
}
KEPT insertion_sort(std::vector<std::uint32_t> all) {
    for (std::size_t i = 1; i < all.size(); i++)
        for (std::size_t j = i; j > 0 && all[j] < all[j - 1]; j--)
            std::swap(all[j], all[j - 1]);
    return all.front();
}
KEPT insert_at_front(const std::vector<std::uint32_t>& all) {
    std::vector<std::uint32_t> turned;
    for (const auto number : all)
        turned.insert(turned.begin(), number);
    return turned.front();
}
KEPT copied_string(std::size_t n) {
    std::string text;
    for (std::size_t i = 0; i < n; i++)
        text = std::string(text) + static_cast<char>('a' + i % 26);
    return text.size();
}
KEPT strlen_in_loop(std::size_t n) {
    std::string text(n, 'x');
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < std::strlen(text.data()); i++) {
        sum += static_cast<unsigned char>(text[i]);
        text[i] = 'y';
    }
    return sum;
}
KEPT longest_common(const std::string& a, const std::string& b) {
    std::vector<std::uint32_t> row(b.size() + 1);
    for (const char left : a) {
        std::uint32_t before = 0;
        for (std::size_t j = 0; j < b.size(); j++) {
            const auto above = row[j + 1];
            row[j + 1] = left == b[j] ? before + 1 : std::max(row[j + 1], row[j]);
            before = above;
        }
    }
    return row.back();
}
// n^3
KEPT matrix_product(const std::vector<double>& a, const std::vector<double>& b, std::size_t n) {
    std::vector<double> product(n * n);
    for (std::size_t i = 0; i < n; i++)
        for (std::size_t j = 0; j < n; j++)
            for (std::size_t k = 0; k < n; k++)
                product[i * n + j] += a[i * n + k] * b[k * n + j];
    return static_cast<std::uint64_t>(product[n]);
}
KEPT shortest_paths(std::vector<std::uint32_t> way, std::size_t n) {
    for (std::size_t k = 0; k < n; k++)
        for (std::size_t i = 0; i < n; i++)
            for (std::size_t j = 0; j < n; j++)
                way[i * n + j] = std::min(way[i * n + j], way[i * n + k] + way[k * n + j]);
    return way[1];
}
// 2^n
KEPT fibonacci(std::size_t n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }
KEPT subset_sums(const std::uint32_t* from, std::size_t n, std::uint64_t sum) {
    if (n == 0)
        return sum & 1U;
    return subset_sums(from + 1, n - 1, sum) + subset_sums(from + 1, n - 1, sum + *from);
}
// n^1.5
KEPT trial_division(std::size_t n) {
    std::uint64_t primes = 0;
    for (std::size_t number = 2; number < n; number++) {
        std::uint64_t divisors = 0;
        for (std::size_t divisor = 2; divisor * divisor <= number; divisor++)
            divisors += number % divisor == 0 ? 1 : 0;
        primes += divisors == 0 ? 1 : 0;
    }
    return primes;
}

int main(int argc, char** argv) {
    if (argc != 3)
        return 2;
    const std::string_view which = argv[1];
    const auto n = static_cast<std::size_t>(std::strtoull(argv[2], nullptr, 10));
    const auto all = numbers(std::max<std::size_t>(n, 128));
    const auto sorted = [&] {
        auto copy = all;
        std::sort(copy.begin(), copy.end());
        return copy;
    };
    const auto graph = [&] {
        std::vector<std::vector<std::uint32_t>> made(n);
        for (std::size_t i = 0; i < n; i++)
            for (int edge = 0; edge < 4; edge++)
                made[i].push_back(static_cast<std::uint32_t>(random_number() % n));
        return made;
    };
    const auto text = [&] {
        std::string made;
        for (std::size_t i = 0; i < n; i++)
            made.push_back("acgt"[random_number() % 4]);
        return made;
    };
    const std::map<std::string_view, std::function<std::uint64_t()>> known{
        {"constant_work", [&] { return constant_work(n); }},
        {"first_elements", [&] { return first_elements(all); }},
        {"binary_searches", [&] { return binary_searches(sorted()); }},
        {"tree_lookups", [&] { return tree_lookups({all.begin(), all.end()}); }},
        {"digits_of", [&] { return digits_of(n); }},
        {"linear_scan", [&] { return linear_scan(all); }},
        {"prefix_sums", [&] { return prefix_sums(all); }},
        {"hash_lookups", [&] { return hash_lookups({all.begin(), all.end()}, all); }},
        {"hash_inserts", [&] { return hash_inserts(all); }},
        {"breadth_first", [&] { return breadth_first(graph()); }},
        {"appended_string", [&] { return appended_string(n); }},
        {"counting_sort", [&] { return counting_sort(all); }},
        {"standard_sort", [&] { return standard_sort(all); }},
        {"stable_merge_sort", [&] { return stable_merge_sort(all); }},
        {"heap_pops", [&] { return heap_pops(all); }},
        {"divide_and_conquer", [&] { return divide_and_conquer(all.data(), n); }},
        {"search_each", [&] { return search_each(sorted()); }},
        {"nested_loops", [&] { return nested_loops(all); }},
        {"linear_membership", [&] { return linear_membership(all); }},
        {"insertion_sort", [&] { return insertion_sort(all); }},
        {"insert_at_front", [&] { return insert_at_front(all); }},
        {"copied_string", [&] { return copied_string(n); }},
        {"strlen_in_loop", [&] { return strlen_in_loop(n); }},
        {"longest_common", [&] { return longest_common(text(), text()); }},
        {"matrix_product",
         [&] {
             const std::vector<double> matrix(n * n, 1.5);
             return matrix_product(matrix, matrix, n);
         }},
        {"shortest_paths", [&] { return shortest_paths(std::vector<std::uint32_t>(n * n, 9), n); }},
        {"fibonacci", [&] { return fibonacci(n); }},
        {"subset_sums", [&] { return subset_sums(all.data(), n, 0); }},
        {"trial_division", [&] { return trial_division(n); }},
    };
    const auto found = known.find(which);
    if (found == known.end())
        return 2;
    sink = found->second();
    std::printf("%llu\n", static_cast<unsigned long long>(sink));
}

#include "catch.hpp"

#include "perfeng/analysis/outputs.hpp"

#include <string>

namespace perfeng::analysis {
namespace {

OutputComparison compared(std::string_view base, std::string_view candidate,
                          const std::vector<std::string>& masks = {}) {
    return compare_outputs(base, candidate, Masks(masks));
}

std::string marked(const Excerpt& excerpt) {
    auto text = excerpt.text;
    return text.insert(excerpt.from + excerpt.length, "]").insert(excerpt.from, "[");
}

std::string numbered(int from, int to) {
    std::string text;
    for (auto i = from; i < to; ++i)
        text += "line " + std::to_string(i) + "\n";
    return text;
}

} // namespace

TEST_CASE("equal outputs are identical, empty ones too") {
    CHECK(compared("a\nb\n", "a\nb\n").sameness == Sameness::identical);
    CHECK(compared("", "").sameness == Sameness::identical);
    CHECK_FALSE(compared("a\n", "a\n").first);
}

TEST_CASE("the first difference has its line, its place and what stands around") {
    const auto output =
        compared("one\ntwo\nthree\nvalue 3.14159 m\nfive\n", "one\ntwo\nthree\nvalue 3.14160 m\nfive\n");
    CHECK(output.sameness == Sameness::different);
    REQUIRE(output.first);
    CHECK(output.first->line == 4);
    CHECK(output.first->offset == 14);
    CHECK(output.first->before == std::vector<std::string>{"two", "three"});
    CHECK(marked(output.first->base) == "value 3.141[59] m");
    CHECK(marked(output.first->candidate) == "value 3.141[60] m");
    CHECK(output.first->base_after == std::vector<std::string>{"five"});
    CHECK(output.removed == 1);
    CHECK(output.added == 1);
}

TEST_CASE("an inserted line is one line, not all that follow") {
    const auto output = compared(numbered(0, 1000), numbered(0, 500) + "new\n" + numbered(500, 1000));
    CHECK(output.removed == 0);
    CHECK(output.added == 1);
    CHECK(output.first->line == 501);
    const auto both = compared("a\nb\nc\nd\ne\nf\n", "a\nc\nd\nx\nf\ny\n");
    CHECK(both.removed == 2); // b, e
    CHECK(both.added == 2);   // x, y
}

TEST_CASE("differences without end are not counted to the end") {
    CHECK_FALSE(compared(numbered(0, 5000), numbered(5000, 10000)).removed);
}

TEST_CASE("one side ends before the other") {
    const auto output = compared("a\nb\n", "a\n");
    CHECK(output.first->line == 2);
    CHECK(output.first->candidate.missing);
    CHECK(output.first->base.text == "b");
    CHECK(output.removed == 1);
    CHECK(output.added == 0);
}

TEST_CASE("a missing line end is a difference, and shows") {
    const auto output = compared("a\nb\n", "a\nb");
    CHECK(output.sameness == Sameness::different);
    CHECK(marked(output.first->base) == "b[\n]");
    CHECK(marked(output.first->candidate) == "b[]");
    CHECK(compared("a\r\n", "a\n").sameness == Sameness::different);
}

TEST_CASE("masks hide what may vary, and are counted") {
    const auto output = compared("at 12:00:01\nx\n", "at 12:00:02\nx\n", {"time", "date"});
    CHECK(output.sameness == Sameness::alike_after_masks);
    CHECK(output.masks == std::vector<MaskUse>{{"time", 1}});
    const auto more = compared("at 12:00:01 x\n", "at 12:00:02 y\n", {"time"});
    CHECK(marked(more.first->base) == "at <time> [x]");
}

TEST_CASE("lines too long for masks are compared as they are, and told") {
    const std::string padding(Masks::longest_line, ' ');
    const auto output = compared("12:00:01" + padding + "\n", "12:00:02" + padding + "\n", {"time"});
    CHECK(output.sameness == Sameness::different);
    CHECK(output.unmasked_lines > 0);
    CHECK(output.first->base.text.size() < 200);
}

TEST_CASE("the same lines in another order are told as that") {
    CHECK(compared("a\nb\nc\n", "c\na\nb\n").sameness == Sameness::reordered);
    CHECK(compared("a\nb\nb\n", "b\na\na\n").sameness == Sameness::different);
}

TEST_CASE("a long line is cut around its difference, never within a character") {
    std::string line;
    for (int i = 0; i < 200; ++i)
        line += "é";
    const auto output = compared(line + "x" + line + "\n", line + "y" + line + "\n");
    const auto& base = output.first->base;
    CHECK(base.text.size() < 200);
    CHECK(base.text.substr(base.from, base.length) == "x");
    CHECK(base.text.starts_with("…é"));
    CHECK(base.text.ends_with("é…"));
}

TEST_CASE("binary outputs differ by bytes, and show as a hexdump") {
    std::string base(64, '\0');
    auto candidate = base;
    candidate[35] = 'A';
    candidate[50] = 'B';
    candidate += "tail";
    const auto output = compared(base, candidate);
    CHECK(output.binary);
    CHECK(output.differing_bytes == 6);
    CHECK(output.first->line == 0);
    CHECK(output.first->offset == 35);
    CHECK(marked(output.first->candidate) ==
          "00000020  00 00 00 [41] 00 00 00 00  00 00 00 00 00 00 00 00  |...A............|");
    CHECK(output.first->before.size() == 1);
}

TEST_CASE("what varies by itself is told with the masks that mend it") {
    const auto variation = variation_of("run 1, pid 17\nsame\n", "run 1, pid 18\nsame\n", Masks({}));
    CHECK(variation.examples == std::vector<std::string>{"run 1, pid 17 / run 1, pid 18"});
    CHECK(variation.remedy == std::vector<std::string>{"pid"});
    CHECK(variation_of("2026-01-31 pid 1\n", "2026-01-31 pid 2\n", Masks({})).remedy ==
          std::vector<std::string>{"pid", "date"}); // the date will vary tomorrow
    CHECK(variation_of("seed=alpha next\n", "seed=omega next\n", Masks({})).remedy ==
          std::vector<std::string>{"seed=\\S*"});
    CHECK(variation_of("took 5ms for 0x12\n", "took 6ms for 0x14\n", Masks({})).remedy ==
          std::vector<std::string>{"duration", "hex-address"});
    CHECK(variation_of("-12345678901\n", "-98765432109\n", Masks({})).remedy == std::vector<std::string>{"number"});
    CHECK(variation_of("a\n", "a\nb\n", Masks({})).remedy.empty());
}

} // namespace perfeng::analysis

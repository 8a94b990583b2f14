#include "flame_geometry.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <span>

namespace perfeng::tools {
namespace {

using Row = std::span<const std::uint32_t>; ///< boxes at one height, from left to right

struct Extent {
    double left = 0;
    double right = 0;
};

double overlap(const Extent& a, const Extent& b) { return std::min(a.right, b.right) - std::max(a.left, b.left); }

class Builder {
public:
    explicit Builder(const std::vector<FlameBox>& boxes) : boxes_(boxes) {
        exact_ = std::ranges::all_of(boxes, [](const FlameBox& box) { return box.exact_x && box.exact_width; });
    }

    FlameGeometry build() {
        auto& order = result_.order;
        order.resize(boxes_.size());
        std::iota(order.begin(), order.end(), 0U);
        result_.callers.assign(boxes_.size(), FlameGeometry::none);
        sort(order, std::less<>{});
        if (rows().empty())
            return std::move(result_);
        if (root_is_at_bottom(rows().front(), rows().back()))
            sort(order, std::greater<>{});
        const auto ordered = rows();
        result_.roots = ordered.front().size();
        for (std::size_t i = 1; i < ordered.size(); ++i)
            place(ordered[i], ordered[i - 1]);
        return std::move(result_);
    }

private:
    [[nodiscard]] Extent extent(std::uint32_t id) const {
        const auto& box = boxes_[id];
        return exact_ ? Extent{*box.exact_x, *box.exact_x + *box.exact_width} : Extent{box.x, box.x + box.width};
    }

    template <typename Before> void sort(std::vector<std::uint32_t>& order, Before before) const {
        std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
            return boxes_[a].y != boxes_[b].y ? before(boxes_[a].y, boxes_[b].y) : extent(a).left < extent(b).left;
        });
    }

    [[nodiscard]] std::vector<Row> rows() const {
        std::vector<Row> rows;
        const Row all(result_.order);
        for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
            while (end < all.size() && boxes_[all[end]].y == boxes_[all[begin]].y)
                ++end;
            rows.push_back(all.subspan(begin, end - begin));
        }
        return rows;
    }

    [[nodiscard]] bool is_root(Row row) const {
        return std::ranges::all_of(row, [&](std::uint32_t id) { return is_whole(boxes_[id]); });
    }

    [[nodiscard]] double width_of(Row row) const {
        double width = 0;
        for (const auto id : row)
            width += boxes_[id].width;
        return width;
    }

    /// Only the root's row is sure to be as wide as the picture.
    [[nodiscard]] bool root_is_at_bottom(Row top, Row bottom) const {
        if (is_root(top) != is_root(bottom))
            return is_root(bottom);
        return width_of(bottom) >= width_of(top);
    }

    /// Both rows go from left to right, so one walk along them finds every caller.
    void place(Row row, Row callers) {
        const double tolerance = width_of(Row(result_.order).first(result_.roots)) / 1000; // for rounded figures
        std::size_t at = 0;
        for (const auto id : row) {
            const auto box = extent(id);
            while (at + 1 < callers.size() && extent(callers[at]).right < (box.left + box.right) / 2)
                ++at;
            const auto caller = nearest(box, callers, at);
            if (overlap(box, extent(caller)) < (exact_ ? 0 : -tolerance))
                result_.adrift.push_back(id);
            else
                result_.callers[id] = caller;
        }
    }

    /// Around `at`: narrow boxes may be drawn as far off as they are wide.
    [[nodiscard]] std::uint32_t nearest(const Extent& box, Row callers, std::size_t at) const {
        auto best = callers[at];
        for (const auto neighbour : {at - std::min<std::size_t>(at, 1), std::min(at + 1, callers.size() - 1)})
            if (overlap(box, extent(callers[neighbour])) > overlap(box, extent(best)))
                best = callers[neighbour];
        return best;
    }

    const std::vector<FlameBox>& boxes_;
    bool exact_ = false;
    FlameGeometry result_;
};

} // namespace

bool is_whole(const FlameBox& box) { return box.name == "all" || box.name == "all samples"; }

FlameGeometry flame_geometry(const std::vector<FlameBox>& boxes) { return Builder(boxes).build(); }

} // namespace perfeng::tools

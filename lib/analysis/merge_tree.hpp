#pragma once
// Sums that do not depend on who added what first.
#include <cstdint>
#include <map>
#include <utility>

namespace actviz {

/// The place of a node in a binary tree over numbered leaves: it covers the leaves from index * 2^level to
/// (index + 1) * 2^level, without the last.
struct TreePlace {
  int level = 0;
  std::uint64_t index = 0;

  std::uint64_t first_leaf() const { return index << level; }
  friend auto operator<=>(const TreePlace&, const TreePlace&) = default;
};

/// Results of numbered leaves, of which only siblings merge: the total is the same to the last bit in
/// whatever order and in however many trees the leaves were added. `Node` has add(const Node&), which takes
/// the node right of it.
template <class Node>
class MergeTree {
 public:
  /// Adds a leaf or a node of another tree, which must cover no leaf that is here already.
  void add(TreePlace place, Node node) {
    for (;;) {
      const TreePlace sibling{place.level, place.index ^ 1};
      const auto other = nodes_.find(sibling);
      if (other == nodes_.end()) break;
      if (place.index % 2 == 0) {
        node.add(other->second);
      } else {
        other->second.add(node);
        node = std::move(other->second);
      }
      nodes_.erase(other);
      place = {place.level + 1, place.index / 2};
    }
    nodes_.emplace(place, std::move(node));
  }

  void add(MergeTree&& other) {
    for (auto& [place, node] : other.nodes_) add(place, std::move(node));
    other.nodes_.clear();
  }

  /// All leaves together; `empty` where there are none.
  Node total(Node empty) const {
    std::map<std::uint64_t, const Node*> from_the_left;
    for (const auto& [place, node] : nodes_) from_the_left[place.first_leaf()] = &node;
    for (const auto& [leaf, node] : from_the_left) empty.add(*node);
    return empty;
  }

  const std::map<TreePlace, Node>& nodes() const { return nodes_; }

 private:
  std::map<TreePlace, Node> nodes_;
};

}  // namespace actviz

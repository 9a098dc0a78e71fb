// Random mutation of a graph, checked against a model, and the behaviour at the memory limit.
#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include "gc_toy.h"

namespace kaze {
namespace {

using namespace toy;

// The model: for each node its slots' targets, 0 for none.
class GraphModel {
 public:
  GraphModel(const HeapOptions& options, u64 seed) : heap_(k_kinds, options), random_(seed) {}

  KAZE_NOINLINE void run(int steps) {
    HeapEntry entry(heap_);
    roots_ = std::make_unique<RootedVector<Node>>(heap_);
    for (int i = 0; i < 8; i++) roots_->push_back(add_node());
    for (int step = 0; step < steps; step++) {
      mutate();
      if (step % 500 == 499) check_reachable();
      if (step % 997 == 996) heap_.collect(CollectionKind::kMinor);
      if (step % 4999 == 4998) collect_and_check_dead();
    }
    roots_.reset();
  }

 private:
  Node* add_node() {
    static constexpr u32 k_slot_counts[] = {1, 2, 3, 5, 8, 13, 40, 200, 1500};
    u32 slots = k_slot_counts[random_() % std::size(k_slot_counts)];
    if (random_() % 64 == 0) slots = 9000;  // a mapping of its own
    Node* node = make_node(heap_, slots, ++last_id_);
    model_[last_id_].resize(slots);
    return node;
  }
  // A random walk from a random root.
  Node* pick() {
    Node* node = (*roots_)[random_() % roots_->size()];
    for (u32 length = random_() % 12; length > 0; length--) {
      Node* next = node->node_at(random_() % node->slot_count());
      if (!next) break;
      node = next;
    }
    return node;
  }
  KAZE_NOINLINE void mutate() {
    u32 action = random_() % 100;
    if (action < 45) {
      Node* owner = pick();
      store(owner, add_node());
    } else if (action < 85) {
      Node* target = pick();
      store(pick(), target);
    } else if (action < 97) {
      store(pick(), nullptr);
    } else {
      (*roots_)[random_() % roots_->size()] = random_() % 2 ? add_node() : pick();
    }
  }
  void store(Node* owner, Node* target) {
    u32 slot = random_() % owner->slot_count();
    owner->slots[slot].set(owner, target ? box(target) : number(slot));
    model_[owner->id][slot] = target ? target->id : 0;
  }

  KAZE_NOINLINE void check_reachable() {
    std::unordered_set<u64> seen;
    std::vector<Node*> work;
    auto reach = [&](Node* node) {
      if (seen.insert(node->id).second) work.push_back(node);
    };
    for (Node* root : *roots_) reach(root);
    while (!work.empty()) {
      Node* node = work.back();
      work.pop_back();
      ASSERT_EQ(node->kind_, kNode);
      const auto& expected = model_.at(node->id);
      ASSERT_EQ(node->slot_count(), expected.size());
      for (u32 i = 0; i < node->slot_count(); i++) {
        Node* target = node->node_at(i);
        ASSERT_EQ(target ? target->id : 0, expected[i]);
        if (target) reach(target);
      }
    }
    reachable_ = seen.size();
    std::erase_if(model_, [&](auto& entry) { return !seen.contains(entry.first); });
  }

  // Collects from another thread, on whose stack no stale pointer keeps a part of the graph alive.
  KAZE_NOINLINE void collect_and_check_dead() {
    check_reachable();
    heap_.leave_thread();
    std::thread([&] {
      HeapEntry entry(heap_);
      heap_.collect(CollectionKind::kFull);
    }).join();
    heap_.enter_thread();
    EXPECT_GE(count_kind(heap_, kNode), reachable_);
    EXPECT_LE(count_kind(heap_, kNode), reachable_ + reachable_ / 4 + 200);
  }

  Heap heap_;
  std::mt19937_64 random_;
  std::unique_ptr<RootedVector<Node>> roots_;
  std::unordered_map<u64, std::vector<u64>> model_;
  u64 last_id_ = 0;
  u64 reachable_ = 0;
};

TEST(GcStress, RandomGraphMatchesItsModel) {
  for (u64 seed = 1; seed <= 3; seed++) {
    HeapOptions options;
    options.verify = true;
    options.young_bytes = 256 << 10;
    GraphModel(options, seed).run(30000);
  }
}

TEST(GcStress, RandomGraphWithCollectionAtEachSlowPath) {
  HeapOptions options;
  options.verify = true;
  options.stress = 1;
  GraphModel(options, 11).run(5000);
}

TEST(GcStress, RandomGraphWithCollectionAtEveryFewAllocations) {
  HeapOptions options;
  options.verify = true;
  options.stress = 2;
  options.stress_interval = 3;
  GraphModel(options, 12).run(4000);
  options.stress_interval = 1;
  GraphModel(options, 13).run(2000);
}

struct LimitDelegate : HeapDelegate {
  int calls = 0;
  void on_limit(Heap& heap) override { calls++; }
};

class GcLimit : public ::testing::Test {
 protected:
  // Mappings come back at the same addresses: what an earlier test left where the frames will be would
  // keep large cells alive.
  void SetUp() override { clobber_stack(); }

  HeapOptions limited_to(usize bytes) {
    HeapOptions options;
    options.max_heap_bytes = bytes;
    options.delegate = &delegate;
    return options;
  }
  LimitDelegate delegate;
};

TEST_F(GcLimit, GarbageDoesNotReachTheLimit) {
  Heap heap(k_kinds, limited_to(4 << 20));
  HeapEntry entry(heap);
  in_own_frame([&] {
    for (int i = 0; i < 500000; i++) make_node(heap, 8);
    for (int i = 0; i < 500; i++) EXPECT_NE(heap.try_allocate(500000, kLeaf), nullptr);
  });
  EXPECT_EQ(delegate.calls, 0);
}

TEST_F(GcLimit, LiveMemoryBeyondTheLimitIsReportedAndRecovered) {
  Heap heap(k_kinds, limited_to(16 << 20));
  HeapEntry entry(heap);
  Persistent<Node> head;
  for (int episode = 1; episode <= 2; episode++) {
    in_own_frame([&] {
      while (delegate.calls < episode) {
        Node* node = make_node(heap, 30);
        node->next.init(head.get());
        head.set(heap, node);
      }
      // What unwinding a program needs comes out of the reserve.
      for (int i = 0; i < 100; i++) make_node(heap, 8);
    });
    EXPECT_EQ(delegate.calls, episode);
    EXPECT_EQ(heap.try_allocate(1 << 20, kLeaf), nullptr);
    head.reset();
    clobber_stack();
    EXPECT_NE(heap.try_allocate(1 << 20, kLeaf), nullptr);
  }
}

TEST_F(GcLimit, OneLargeCellMayGoBeyondTheReserve) {
  Heap heap(k_kinds, limited_to(4 << 20));
  HeapEntry entry(heap);
  RootedVector<Cell> kept(heap);
  in_own_frame([&] {
    kept.push_back(heap.allocate(3 << 20, kLeaf));
    EXPECT_EQ(delegate.calls, 0);
    kept.push_back(heap.allocate(3 << 20, kLeaf));
    EXPECT_EQ(delegate.calls, 1);
    EXPECT_EQ(heap.try_allocate(1 << 20, kLeaf), nullptr);
  });
  kept.clear();
  clobber_stack();
  EXPECT_NE(heap.try_allocate(3 << 20, kLeaf), nullptr);
}

TEST_F(GcLimit, WhatIsReportedBeyondTheLimitHoldsWhateverCellsDie) {
  Heap heap(k_kinds, limited_to(4 << 20));
  HeapEntry entry(heap);
  in_own_frame([&] {
    for (int i = 0; i < 20000; i++) make_node(heap, 8);
    heap.collect(CollectionKind::kMinor);
  });
  usize reported = heap.report_external_or_limit(16 << 20);
  EXPECT_EQ(delegate.calls, 1);
  EXPECT_LE(reported, (usize{4} << 20) + 1);
  clobber_stack();
  heap.collect();
  EXPECT_GT(heap.stats().live_bytes + heap.stats().external_bytes, usize{4} << 20);
  in_own_frame([&] {
    for (int i = 0; i < 1000; i++) make_node(heap, 8);  // the process goes on
  });
  heap.report_external(-static_cast<i64>(reported));
  EXPECT_NE(heap.try_allocate(1 << 20, kLeaf), nullptr);
}

TEST(GcLimitDeathTest, NothingFollowsACellBeyondTheReserve) {
  auto exhaust = [] {
    HeapOptions options;
    options.max_heap_bytes = 4 << 20;
    Heap heap(k_kinds, options);
    HeapEntry entry(heap);
    RootedVector<Cell> kept(heap);
    for (int i = 0; i < 3; i++) kept.push_back(heap.allocate(3 << 20, kLeaf));
  };
  EXPECT_EXIT(exhaust(), ::testing::ExitedWithCode(134), "out of memory");
}

TEST_F(GcLimit, AbsurdSizesFailCleanly) {
  Heap heap(k_kinds);
  HeapEntry entry(heap);
  EXPECT_EQ(heap.try_allocate(~usize{0} - 100, kLeaf), nullptr);
  EXPECT_EQ(heap.try_allocate(usize{1} << 45, kLeaf), nullptr);
  EXPECT_FALSE(heap.try_report_external(usize{1} << 50));
  EXPECT_TRUE(heap.try_report_external(1000));
}

TEST(GcLimitDeathTest, ExhaustedReserveEndsTheProcess) {
  auto exhaust = [] {
    HeapOptions options;
    options.max_heap_bytes = 4 << 20;
    Heap heap(k_kinds, options);
    HeapEntry entry(heap);
    Persistent<Node> head;
    for (;;) {
      Node* node = make_node(heap, 30);
      node->next.init(head.get());
      head.set(heap, node);
    }
  };
  EXPECT_EXIT(exhaust(), ::testing::ExitedWithCode(134), "Kaze: JavaScript heap out of memory");
}

}  // namespace
}  // namespace kaze

#include "runtime/feedback.h"

#include <cstdlib>

#include "bytecode/function_code.h"

namespace kaze {

namespace {

bool is_dead(Heap& heap, const Cell* cell) { return cell && !heap.is_marked(cell); }
bool is_dead_shape(Heap& heap, u32 id) { return id && !heap.is_marked(gc::decompress(id)); }

void clear(PropertyCache* cache) {
  if (cache->state == CacheState::kPolymorphic) std::free(cache->entries);
  u16 misses = cache->misses;
  *cache = PropertyCache{};
  cache->misses = misses;
}

// Ids below this are of strings, symbols and BigInts: no shapes.
constexpr u32 k_first_shape_id = 16;

bool has_dead(Heap& heap, const PropertyCache& cache) {
  if (cache.shape_id >= k_first_shape_id && is_dead_shape(heap, cache.shape_id)) return true;
  if (is_dead(heap, cache.holder) || is_dead(heap, cache.validity)) return true;
  bool adds = cache.state == CacheState::kAddInline || cache.state == CacheState::kAddOut;
  return adds && is_dead_shape(heap, cache.new_shape_id);
}

void process_property(Heap& heap, PropertyCache* cache) {
  if (cache->state == CacheState::kPolymorphic) {
    u8 kept = 0;
    for (u8 i = 0; i < cache->entry_count; i++) {
      if (!has_dead(heap, cache->entries[i])) cache->entries[kept++] = cache->entries[i];
    }
    cache->entry_count = kept;
    if (kept == 0) clear(cache);
    return;
  }
  if (cache->state != CacheState::kEmpty && cache->state != CacheState::kMegamorphic &&
      has_dead(heap, *cache)) {
    clear(cache);
  }
}

}  // namespace

void CodeBlock::process_weak(Cell* cell, Heap& heap) {
  auto* block = static_cast<CodeBlock*>(cell);
  if (!block->code_) return;
  for (const FeedbackSlot& slot : block->code_->feedback) {
    switch (slot.kind) {
    case FeedbackKind::kProperty:
    case FeedbackKind::kInstanceOf:
      process_property(heap, feedback_at<PropertyCache>(block->feedback, slot.offset));
      break;
    case FeedbackKind::kIteration: {
      auto* feedback = feedback_at<IterationFeedback>(block->feedback, slot.offset);
      process_property(heap, &feedback->done);
      process_property(heap, &feedback->value);
      break;
    }
    case FeedbackKind::kElement: {
      auto* feedback = feedback_at<ElementFeedback>(block->feedback, slot.offset);
      if (is_dead_shape(heap, feedback->shape_id) || is_dead(heap, feedback->holder) ||
          (feedback->key_bits && is_dead(heap, reinterpret_cast<Cell*>(feedback->key_bits)))) {
        feedback->shape_id = 0;
        feedback->state = CacheState::kEmpty;
        feedback->holder = nullptr;
        feedback->key_bits = 0;
      }
      break;
    }
    case FeedbackKind::kCall: {
      auto* feedback = feedback_at<CallFeedback>(block->feedback, slot.offset);
      if (is_dead(heap, feedback->target)) feedback->target = nullptr;
      break;
    }
    case FeedbackKind::kAllocation: {
      auto* feedback = feedback_at<AllocationFeedback>(block->feedback, slot.offset);
      if (is_dead_shape(heap, feedback->shape_id)) feedback->shape_id = 0;
      break;
    }
    case FeedbackKind::kOperator:
    case FeedbackKind::kLoop:
      break;
    }
  }
}

void release_feedback(CodeBlock* block) {
  for (const FeedbackSlot& slot : block->code_->feedback) {
    auto release = [](PropertyCache* cache) {
      if (cache->state == CacheState::kPolymorphic) std::free(cache->entries);
    };
    if (slot.kind == FeedbackKind::kProperty || slot.kind == FeedbackKind::kInstanceOf) {
      release(feedback_at<PropertyCache>(block->feedback, slot.offset));
    } else if (slot.kind == FeedbackKind::kIteration) {
      auto* feedback = feedback_at<IterationFeedback>(block->feedback, slot.offset);
      release(&feedback->done);
      release(&feedback->value);
    }
  }
}

}  // namespace kaze

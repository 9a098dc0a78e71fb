// An object that owns a C++ object of the embedder or of the platform: a digest under way, a watched file.
//
// JavaScript sees an object without properties of its own. What it owns is destroyed when the object dies,
// on the thread that is in the heap; the destructor may touch neither cells nor JavaScript. A HostResource
// is told from one of another class by its type.
#pragma once

#include <memory>

#include "runtime/object.h"

namespace kaze {

class HostResource {
 public:
  // The address of a class's own constant.
  using Type = const char*;
  explicit HostResource(Type type) : type_(type) {}
  virtual ~HostResource() = default;
  Type type() const { return type_; }

 private:
  Type type_;
};

class HostObject : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kHostObject;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  // Null before `own`, and if it is of another class.
  template <typename Resource>
  Resource* resource() const {
    return resource_ && resource_->type() == Resource::k_type ? static_cast<Resource*>(resource_)
                                                              : nullptr;
  }
  // `bytes`: about how much memory the resource holds, for the garbage collector.
  void own(std::unique_ptr<HostResource> resource, usize bytes) {
    Heap::of(this)->report_external(static_cast<i64>(bytes) - static_cast<i64>(reported_));
    reported_ = bytes;
    delete resource_;
    resource_ = resource.release();
  }
  static void finalize(Cell* cell) { static_cast<HostObject*>(cell)->own(nullptr, 0); }

 private:
  HostResource* resource_;
  usize reported_;
};

// What a host object of that class owns; null for any other value.
template <typename Resource>
Resource* resource_of(Value value) {
  if (!value.is_object()) return nullptr;
  auto* object = value.as_object()->as_if<HostObject>();
  return object ? object->resource<Resource>() : nullptr;
}

}  // namespace kaze

#include "builtins/error_stack.h"

#include <algorithm>

#include "builtins/call_site.h"
#include "builtins/makers.h"
#include "runtime/elements.h"
#include "runtime/error_object.h"
#include "runtime/isolate.h"
#include "runtime/object_internals.h"
#include "vm/stack_trace.h"

namespace kaze {

namespace {

// --- Recorded stacks: a PropertyStorage with so many slots for each frame. ---

constexpr u32 k_function_slot = 0;
constexpr u32 k_receiver_slot = 1;
constexpr u32 k_position_slot = 2;
constexpr u32 k_flags_slot = 3;
constexpr u32 k_frame_slots = 4;

u32 frame_count(PropertyStorage* stack) { return stack->capacity() / k_frame_slots; }

RecordedFrame recorded_frame(PropertyStorage* stack, u32 index) {
  u32 first = index * k_frame_slots;
  return {stack->slot(first + k_function_slot).get().as_object(),
          stack->slot(first + k_receiver_slot).get(),
          static_cast<u32>(stack->slot(first + k_position_slot).get().as_int32()),
          static_cast<u32>(stack->slot(first + k_flags_slot).get().as_int32())};
}

// Error.stackTraceLimit, or -1 when stacks are not wanted at all.
i32 stack_trace_limit(Isolate& isolate) {
  Object* constructor = isolate.realm().intrinsic_if_made(Intrinsic::kError);
  if (!constructor) return k_default_stack_trace_limit;
  Value limit = constructor->get_direct(isolate, names::stackTraceLimit);
  if (!limit.is_number()) return -1;
  f64 number = limit.as_number();
  return number > 0 ? static_cast<i32>(std::min(number, 1e6)) : 0;
}

PropertyStorage* record_stack(Isolate& isolate, u32 limit, Object* skip_until) {
  StackTrace trace(isolate);
  if (isolate.vm && limit > 0) capture_stack_trace(isolate, &trace, limit, skip_until);
  u32 count = static_cast<u32>(trace.frames.size());
  PropertyStorage* stack = new_property_storage(isolate, count * k_frame_slots);
  for (u32 i = 0; i < count; i++) {
    const StackFrame& frame = trace.frames[i];
    u32 flags = (frame.is_construct ? frame_flags::kConstruct : 0) |
                (frame.is_async ? frame_flags::kAsync : 0);
    u32 first = i * k_frame_slots;
    stack->slot(first + k_function_slot).set(stack, trace.function(frame));
    stack->slot(first + k_receiver_slot).set(stack, trace.this_value(frame));
    stack->slot(first + k_position_slot).set(stack, Value::int32(static_cast<i32>(frame.position)));
    stack->slot(first + k_flags_slot).set(stack, Value::int32(static_cast<i32>(flags)));
  }
  return stack;
}

// --- Formatting. ---

// V8's ErrorUtils::ToString: an error that cannot be printed is no reason to fail.
String* header_of(Isolate& isolate, Object* object) {
  Completion<String*> header = error_to_string(isolate, object);
  if (!header.is_abrupt()) return header.value();
  if (!isolate.is_terminating()) isolate.take_exception();
  return new_string(isolate, "<error>");
}

Completion<Value> default_text(Isolate& isolate, Object* object, PropertyStorage* stack) {
  StringBuilder builder(isolate);
  builder.append(header_of(isolate, object));
  for (u32 i = 0; i < frame_count(stack); i++) {
    builder.append_latin1("\n    at ");
    append_frame(isolate, builder, recorded_frame(stack, i));
  }
  return builder.finish();
}

// The value of `stack`: what Error.prepareStackTrace ( error, callSites ) returns, or the text.
Completion<Value> format_stack(Isolate& isolate, Object* object, PropertyStorage* stack) {
  TRY(isolate.check_native_stack());
  Object* constructor = isolate.realm().intrinsic_if_made(Intrinsic::kError);
  if (!constructor) return default_text(isolate, object, stack);
  Value prepare = TRY(constructor->get(isolate, names::prepareStackTrace));
  if (!prepare.is_callable()) return default_text(isolate, object, stack);
  ValueList sites(isolate);
  for (u32 i = 0; i < frame_count(stack); i++) {
    sites.push(new_call_site(isolate, recorded_frame(stack, i)));
  }
  return call_with(isolate, prepare, constructor, Value(object),
                   Value(new_array_from(isolate, sites.span())));
}

// --- The internal accessor. ---

// The error that a look at `stack` of the receiver is about: itself, or one that it inherits from.
Error* find_recorded(Value receiver) {
  while (receiver.is_object()) {
    Object* object = receiver.as_object();
    Error* error = object->as_if<Error>();
    if (error && !error->captured_stack().is_empty()) return error;
    if (object->is_exotic()) return nullptr;
    receiver = object->shape()->prototype();
  }
  return nullptr;
}

// Makes a data property of the internal accessor, if it is still there.
void settle(Isolate& isolate, Error* error, Value value) {
  OwnProperty own = find_own_property(isolate, error, names::stack);
  if (!own.is_accessor()) return;
  auto* pair = static_cast<AccessorPair*>(own_property_value(isolate, error, own).as_cell());
  if (!pair->is_internal()) return;
  // Of an error that was frozen or sealed in the meantime.
  u8 kept = own.attributes & (attributes::kEnumerable | attributes::kConfigurable);
  u8 writable = own.attributes & attributes::kConfigurable ? attributes::kWritable : 0;
  change_named_property(isolate, error, names::stack, own, value, kept | writable);
}

Completion<Value> get_stack(Isolate& isolate, const Arguments& arguments) {
  Error* error = find_recorded(arguments.this_value());
  if (!error) return Value::undefined();
  Value recorded = error->captured_stack();
  // While it is being formatted, it has none.
  error->set_captured_stack(Value::empty());
  Completion<Value> value =
      format_stack(isolate, error, static_cast<PropertyStorage*>(recorded.as_cell()));
  if (value.is_abrupt()) {
    error->set_captured_stack(recorded);
    return Thrown{};
  }
  settle(isolate, error, value.value());
  return value;
}

// An assignment replaces it, as it would a data property.
Completion<Value> set_stack(Isolate& isolate, const Arguments& arguments) {
  Value receiver = arguments.this_value();
  if (!receiver.is_object()) return Value::undefined();
  Object* object = receiver.as_object();
  Error* error = object->as_if<Error>();
  OwnProperty own;
  if (error) own = find_own_property(isolate, error, names::stack);
  if (own && own.is_accessor()) {
    error->set_captured_stack(Value::empty());
    settle(isolate, error, arguments[0]);
  } else {
    TRY(create_data_property_or_throw(isolate, object, names::stack, arguments[0]));
  }
  return Value::undefined();
}

// Shared by the errors of a realm.
Value stack_accessor(Isolate& isolate) {
  auto* getter = static_cast<NativeFunction*>(
      isolate.realm().intrinsic(isolate, Intrinsic::kErrorStackGetter));
  return getter->slot(0).get();
}

void define_stack_accessor(Isolate& isolate, Error* error) {
  OwnProperty own = find_own_property(isolate, error, names::stack);
  constexpr u8 attributes = attributes::kConfigurable | attributes::kAccessor;
  Value accessor = stack_accessor(isolate);
  if (own) {
    change_named_property(isolate, error, names::stack, own, accessor, attributes);
  } else {
    add_named_property(isolate, error, names::stack, accessor, attributes);
  }
}

}  // namespace

void make_error_stack_getter(Isolate& isolate, Realm& realm, Intrinsic id) {
  NativeFunction* getter = new_native_function(isolate, realm, get_stack, names::stack, 0, 1);
  NativeFunction* setter = new_native_function(isolate, realm, set_stack, names::stack, 1);
  realm.set_intrinsic(id, getter);
  AccessorPair* pair = new_accessor_pair(isolate, getter, setter);
  pair->set_internal();
  getter->slot(0).set(getter, Value(pair));
}

void capture_error_stack(Isolate& isolate, Error* error, Object* skip_until) {
  i32 limit = stack_trace_limit(isolate);
  if (limit < 0) {
    error->put_direct(isolate, names::stack, Value::undefined(), attributes::kHidden);
    return;
  }
  error->set_captured_stack(record_stack(isolate, static_cast<u32>(limit), skip_until));
  define_stack_accessor(isolate, error);
}

Completion<void> capture_stack_trace_of(Isolate& isolate, Object* object, Object* skip_until) {
  i32 limit = stack_trace_limit(isolate);
  Error* error = object->as_if<Error>();
  OwnProperty own;
  if (error) own = find_own_property(isolate, error, names::stack);
  bool replaces = own ? own.attributes & attributes::kConfigurable
                      : object->shape()->is_extensible();
  if (error && replaces) {
    capture_error_stack(isolate, error, skip_until);
    return {};
  }
  Value value;
  if (limit >= 0) {
    PropertyStorage* stack = record_stack(isolate, static_cast<u32>(limit), skip_until);
    value = TRY(format_stack(isolate, object, stack));
  }
  return define_property_or_throw(isolate, object, names::stack,
                                  PropertyDescriptor::data(value, attributes::kHidden));
}

void capture_stack_hook(Isolate& isolate, Object* error, Value, Object* skip_until) {
  capture_error_stack(isolate, error->as<Error>(), skip_until);
}

}  // namespace kaze

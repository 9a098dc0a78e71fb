// Error objects (ECMA-262 20.5): Error, the NativeErrors, AggregateError and SuppressedError. What
// concerns the `stack` of an error is in error_stack.cpp.
#include "builtins/error_stack.h"
#include "builtins/makers.h"
#include "runtime/conversions.h"
#include "runtime/elements.h"
#include "runtime/error_object.h"
#include "runtime/isolate.h"

namespace kaze {

namespace {

// 20.5.8.1 InstallErrorCause ( O, options )
Completion<void> install_error_cause(Isolate& isolate, Object* error, Value options) {
  if (!options.is_object()) return {};
  if (!TRY(options.as_object()->has_property(isolate, names::cause))) return {};
  Value cause = TRY(options.as_object()->get(isolate, names::cause));
  error->put_direct(isolate, names::cause, cause, attributes::kHidden);
  return {};
}

// In the order of ErrorType, prototypes and constructors alternate.
constexpr Intrinsic prototype_of(ErrorType type) {
  return static_cast<Intrinsic>(static_cast<u32>(Intrinsic::kErrorPrototype) +
                                2 * static_cast<u32>(type));
}
constexpr Intrinsic constructor_of(ErrorType type) {
  return static_cast<Intrinsic>(static_cast<u32>(prototype_of(type)) + 1);
}

// What all the constructors begin with: the object, its stack and its message.
Completion<Error*> create_error(Isolate& isolate, const Arguments& arguments, ErrorType type,
                                Value message) {
  // 1. If NewTarget is undefined, let newTarget be the active function object; else let it be NewTarget.
  Object* new_target = arguments.is_construct() ? arguments.new_target().as_object()
                                                : static_cast<Object*>(arguments.callee());
  // 2. Let O be ? OrdinaryCreateFromConstructor(newTarget, "%Error.prototype%", « [[ErrorData]] »).
  Object* prototype = new_target == arguments.callee()
                          ? isolate.realm().intrinsic(isolate, prototype_of(type))
                          : TRY(get_prototype_from_constructor(isolate, new_target,
                                                               prototype_of(type)));
  Error* error = new_error_object(isolate, prototype);
  // The frames of constructors that led here by super() are no part of the stack.
  bool skips = new_target->object_kind() == CellKind::kFunction;
  capture_error_stack(isolate, error, skips ? new_target : nullptr);
  // 3. If message is not undefined, then
  if (!message.is_undefined()) {
    String* text = TRY(to_string(isolate, message));
    error->put_direct(isolate, names::message, text, attributes::kHidden);
  }
  return error;
}

// 20.5.1.1 Error ( message [ , options ] ) and 20.5.6.1.1 NativeError ( message [ , options ] )
template <ErrorType type>
Completion<Value> error_constructor(Isolate& isolate, const Arguments& arguments) {
  // 1 to 3.
  Error* error = TRY(create_error(isolate, arguments, type, arguments[0]));
  // 4. Perform ? InstallErrorCause(O, options).
  TRY(install_error_cause(isolate, error, arguments[1]));
  // 5. Return O.
  return error;
}

// 20.5.7.1.1 AggregateError ( errors, message [ , options ] )
Completion<Value> aggregate_error_constructor(Isolate& isolate, const Arguments& arguments) {
  // 1 to 3.
  Error* error = TRY(create_error(isolate, arguments, ErrorType::kAggregateError, arguments[1]));
  // 4. Perform ? InstallErrorCause(O, options).
  TRY(install_error_cause(isolate, error, arguments[2]));
  // 5. Let errorsList be ? IteratorToList(? GetIterator(errors, sync)).
  ValueList list(isolate);
  TRY(iterable_to_list(isolate, arguments[0], &list));
  // 6. Perform ! DefinePropertyOrThrow(O, "errors", …).
  Array* errors = new_array_from(isolate, list.span());
  error->put_direct(isolate, names::errors, errors, attributes::kHidden);
  // 7. Return O.
  return error;
}

// 20.5.8.1.1 SuppressedError ( error, suppressed, message )
Completion<Value> suppressed_error_constructor(Isolate& isolate, const Arguments& arguments) {
  // 1 to 3.
  Error* error = TRY(create_error(isolate, arguments, ErrorType::kSuppressedError, arguments[2]));
  // 4, 5.
  error->put_direct(isolate, names::error, arguments[0], attributes::kHidden);
  error->put_direct(isolate, names::suppressed, arguments[1], attributes::kHidden);
  // 6. Return O.
  return error;
}

// 20.5.2.1 Error.isError ( arg )
Completion<Value> error_is_error(Isolate&, const Arguments& arguments) {
  Value value = arguments[0];
  return Value::boolean(value.is_object() &&
                        value.as_object()->object_kind() == CellKind::kError);
}

// V8's Error.captureStackTrace ( object [ , constructor ] )
Completion<Value> error_capture_stack_trace(Isolate& isolate, const Arguments& arguments) {
  if (!arguments[0].is_object()) return throw_error(isolate, Message::kInvalidArgument, arguments[0]);
  Object* skip_until = arguments[1].is_callable() ? arguments[1].as_object() : nullptr;
  TRY(capture_stack_trace_of(isolate, arguments[0].as_object(), skip_until));
  return Value::undefined();
}

// A property of Error.prototype, or "" and the given name where it is undefined.
Completion<String*> string_property(Isolate& isolate, Object* object, PropertyKey key,
                                    String* fallback) {
  Value value = TRY(object->get(isolate, key));
  if (value.is_undefined()) return fallback;
  return to_string(isolate, value);
}

// 20.5.3.4 Error.prototype.toString ( )
Completion<Value> error_to_string_builtin(Isolate& isolate, const Arguments& arguments) {
  // 1, 2. If the this value is not an Object, throw a TypeError exception.
  Value value = arguments.this_value();
  if (!value.is_object()) {
    return throw_error(isolate, Message::kIncompatibleReceiver, "Error.prototype.toString", value);
  }
  return error_to_string(isolate, value.as_object());
}

// --- Tables. ---

constexpr BuiltinProperty string_constant(NameRef name, NameRef text) {
  return {.name = name.name, .kind = BuiltinKind::kString, .function_name = text.name};
}

constexpr BuiltinProperty k_error_static_properties[] = {
    method(names::captureStackTrace, 2, error_capture_stack_trace),
    {.name = names::stackTraceLimit.name, .kind = BuiltinKind::kInt32,
     .attributes = attributes::kAll, .number = k_default_stack_trace_limit},
    method(names::isError, 1, error_is_error),
};

constexpr BuiltinProperty k_error_prototype_properties[] = {
    string_constant(names::name, names::Error),
    string_constant(names::message, names::empty),
    method(names::toString, 0, error_to_string_builtin),
};

// 20.5.6.3 Properties of the NativeError Prototype Objects
template <Name name>
constexpr BuiltinProperty k_native_prototype_properties[] = {
    string_constant(names::name, NameRef{name}),
    string_constant(names::message, names::empty),
};

template <ErrorType type, Name name>
constexpr BuiltinClass native_error_class(NativeCode code, u8 length) {
  return {
      .constructor = constructor_of(type),
      .prototype = prototype_of(type),
      .name = NameRef{name},
      .length = length,
      .code = code,
      .static_properties = {},
      .prototype_properties = k_native_prototype_properties<name>,
      .parent = Intrinsic::kError,
      .parent_prototype = Intrinsic::kErrorPrototype,
  };
}

// In the order of ErrorType.
constexpr BuiltinClass k_error_classes[] = {
    {
        .constructor = Intrinsic::kError,
        .prototype = Intrinsic::kErrorPrototype,
        .name = names::Error,
        .length = 1,
        .code = error_constructor<ErrorType::kError>,
        .static_properties = k_error_static_properties,
        .prototype_properties = k_error_prototype_properties,
    },
#define KAZE_NATIVE_ERROR(Name_)                                    \
  native_error_class<ErrorType::k##Name_, names::Name_.name>(       \
      error_constructor<ErrorType::k##Name_>, 1)
    KAZE_NATIVE_ERROR(EvalError),
    KAZE_NATIVE_ERROR(RangeError),
    KAZE_NATIVE_ERROR(ReferenceError),
    KAZE_NATIVE_ERROR(SyntaxError),
    KAZE_NATIVE_ERROR(TypeError),
    KAZE_NATIVE_ERROR(URIError),
#undef KAZE_NATIVE_ERROR
    native_error_class<ErrorType::kAggregateError, names::AggregateError.name>(
        aggregate_error_constructor, 2),
    native_error_class<ErrorType::kSuppressedError, names::SuppressedError.name>(
        suppressed_error_constructor, 3),
};

}  // namespace

// 20.5.3.4 Error.prototype.toString ( ), of an object
Completion<String*> error_to_string(Isolate& isolate, Object* object) {
  // 3, 4. Let name be ? Get(O, "name"), "Error" if undefined.
  String* name = TRY(string_property(isolate, object, names::name, names::Error));
  // 5, 6. Let msg be ? Get(O, "message"), the empty String if undefined.
  String* message = TRY(string_property(isolate, object, names::message, names::empty));
  // 7, 8. If one is the empty String, return the other.
  if (name->length() == 0) return message;
  if (message->length() == 0) return name;
  // 9. Return the string-concatenation of name, ": ", and msg.
  StringBuilder builder(isolate);
  builder.append(name);
  builder.append_latin1(": ");
  builder.append(message);
  return builder.finish();
}

void make_error_class(Isolate& isolate, Realm& realm, Intrinsic id) {
  u32 index = (static_cast<u32>(id) - static_cast<u32>(Intrinsic::kErrorPrototype)) / 2;
  make_builtin_class(isolate, realm, k_error_classes[index]);
}

}  // namespace kaze

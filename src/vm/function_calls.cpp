#include "vm/function_calls.h"

#include "runtime/conversions.h"
#include "runtime/isolate.h"
#include "runtime/value_list.h"

namespace kaze::vm {

// 20.2.3.1 Function.prototype.apply ( thisArg, argArray )
Completion<Value> function_apply(Isolate& isolate, const Arguments& arguments) {
  // 1, 2. Let func be the this value. If IsCallable(func) is false, throw a TypeError exception.
  Value function = arguments.this_value();
  if (!function.is_callable()) {
    return throw_error(isolate, Message::kApplyNonFunction, "Function.prototype.apply", function,
                       type_of(function));
  }
  // 3. If argArray is either undefined or null, return ? Call(func, thisArg).
  if (arguments[1].is_nullish()) return call(isolate, function, arguments[0]);
  // 4. Let argList be ? CreateListFromArrayLike(argArray).
  ValueList list(isolate);
  TRY(create_list_from_array_like(isolate, arguments[1], &list));
  // 6. Return ? Call(func, thisArg, argList).
  return call(isolate, function, arguments[0], list.span());
}

// 20.2.3.3 Function.prototype.call ( thisArg, ...args )
Completion<Value> function_call(Isolate& isolate, const Arguments& arguments) {
  Value function = arguments.this_value();
  if (!function.is_callable()) {
    return throw_error(isolate, Message::kApplyNonFunction, "Function.prototype.call", function,
                       type_of(function));
  }
  return call(isolate, function, arguments[0], arguments.span(1));
}

// 28.1.1 Reflect.apply ( target, thisArgument, argumentsList )
Completion<Value> reflect_apply(Isolate& isolate, const Arguments& arguments) {
  // 1. If IsCallable(target) is false, throw a TypeError exception.
  Value target = arguments[0];
  if (!target.is_callable()) {
    return throw_error(isolate, Message::kApplyNonFunction, "Function.prototype.apply", target,
                       type_of(target));
  }
  // 2. Let args be ? CreateListFromArrayLike(argumentsList).
  ValueList list(isolate);
  TRY(create_list_from_array_like(isolate, arguments[2], &list));
  // 3. Perform PrepareForTailCall(). 4. Return ? Call(target, thisArgument, args).
  return call(isolate, target, arguments[1], list.span());
}

Completion<Value> function_has_instance(Isolate& isolate, const Arguments& arguments) {
  return Value::boolean(
      TRY(ordinary_has_instance(isolate, arguments.this_value(), arguments[0])));
}

}  // namespace kaze::vm

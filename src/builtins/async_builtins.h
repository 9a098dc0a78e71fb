// Makers of the intrinsics about functions that suspend: promises, generators, async iteration, disposal.
#pragma once

#include "runtime/realm.h"

namespace kaze {

// promise.cpp
void make_promise(Isolate& isolate, Realm& realm, Intrinsic id);
void make_promise_then(Isolate& isolate, Realm& realm, Intrinsic id);
void make_promise_resolve(Isolate& isolate, Realm& realm, Intrinsic id);

// generator.cpp
void make_generator_prototype(Isolate& isolate, Realm& realm, Intrinsic id);
void make_async_generator_prototype(Isolate& isolate, Realm& realm, Intrinsic id);

// function_constructor.cpp: %Function%, %GeneratorFunction% … and the prototypes of the latter three
void make_function_constructor(Isolate& isolate, Realm& realm, Intrinsic id);
void make_function_kind_prototype(Isolate& isolate, Realm& realm, Intrinsic id);

// eval.cpp
void make_eval(Isolate& isolate, Realm& realm, Intrinsic id);

// async_iteration.cpp
void make_async_iterator_prototype(Isolate& isolate, Realm& realm, Intrinsic id);
void make_async_from_sync_iterator_prototype(Isolate& isolate, Realm& realm, Intrinsic id);

// disposable_stack.cpp
void make_disposable_stack(Isolate& isolate, Realm& realm, Intrinsic id);
void make_async_disposable_stack(Isolate& isolate, Realm& realm, Intrinsic id);
void trace_disposable_stack(Cell* cell, Visitor& visitor);

}  // namespace kaze

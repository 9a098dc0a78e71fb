#include "vm/eval.h"

#include "runtime/isolate.h"
#include "vm/scripts.h"
#include "vm/slow_paths.h"
#include "vm/vm.h"

namespace kaze {

namespace vm {

constexpr usize k_max_source = usize{1} << 30;

static Completion<void> ensure_can_compile_strings(Isolate& isolate) {
  if (VmState::of(isolate).can_compile_strings) return {};
  return throw_new_error(isolate, ErrorType::kEvalError,
                         "Code generation from strings disallowed for this context");
}

// The script or module that the running code belongs to.
static Cell* running_script_or_module(Interpreter& vm) {
  return vm.fp ? Interpreter::code_block(vm.fp)->script_or_module.get() : nullptr;
}

// The code of an eval's text, from the cache or made by `compile` of the source.
template <typename Compile>
static Completion<CodeBlock*> eval_code(Isolate& isolate, CodeTextKey key, Value source,
                                        Cell* script_or_module, const Compile& compile) {
  std::string bytes = source.as_string()->to_utf8();
  if (bytes.size() >= k_max_source) return throw_error(isolate, Message::kInvalidStringLength);
  CompilationCache& cache = VmState::of(isolate).compiled_texts;
  key.text = bytes;
  if (CodeBlock* block = cache.find(isolate, key)) return block;
  Ref<SourceText> text = make_ref<SourceText>(bytes, "<anonymous>");
  CompileResult compiled = compile(text);
  if (!compiled.ok()) return throw_parse_error(isolate, *text, compiled.error);
  CodeBlock* block =
      new_code_block(isolate, *key.realm, compiled.function.get(), script_or_module);
  cache.insert(key, block);
  return block;
}

Completion<Value> perform_indirect_eval(Isolate& isolate, Value source) {
  if (!source.is_string()) return source;
  TRY(ensure_can_compile_strings(isolate));
  Interpreter& vm = Interpreter::of(isolate);
  Realm& realm = isolate.realm();
  Cell* script_or_module = running_script_or_module(vm);
  CodeTextKey key{CodeTextKey::Kind::kIndirectEval, 0, &realm, script_or_module, {}, {}};
  CodeBlock* block = TRY(eval_code(isolate, key, source, script_or_module, [&](Ref<SourceText> text) {
    return compile_indirect_eval(std::move(text), compiler_options(isolate));
  }));
  return vm.run_code(new_function(isolate, block, nullptr), realm.global_this(),
                     Value::undefined());
}

Completion<Value> perform_direct_eval(Interpreter& vm, Value source, Value environment,
                                      u32 site) {
  if (!source.is_string()) return source;
  Isolate& isolate = vm.isolate;
  TRY(isolate.check_native_stack());
  TRY(ensure_can_compile_strings(isolate));
  CodeBlock* caller = Interpreter::code_block(vm.fp);
  CodeTextKey key{CodeTextKey::Kind::kDirectEval, site, caller->realm.get(), caller, {}, {}};
  CodeBlock* block = TRY(eval_code(
      isolate, key, source, caller->script_or_module.get(), [&](Ref<SourceText> text) {
        return compile_eval(std::move(text), caller->code().eval_sites[site],
                            compiler_options(isolate));
      }));
  Environment* scope = environment.is_undefined()
                           ? nullptr
                           : static_cast<Environment*>(environment.as_cell());
  Function* function = new_function(isolate, block, scope);
  return vm.run_code(function, caller->realm->global_this(), Value::undefined());
}

static bool is_realm_eval(Interpreter& vm, Value callee) {
  Realm& realm = *Interpreter::code_block(vm.fp)->realm.get();
  return callee == Value(realm.intrinsic(vm.isolate, Intrinsic::kEval));
}

static bool is_tail_call(Interpreter& vm, u32 site) {
  return Interpreter::code_block(vm.fp)->code().eval_sites[site].is_tail_call;
}

CallOutcome call_eval(Interpreter& vm, Value* first, u32 count, Value environment, u32 site,
                      i32 result_register, const u16* return_address) {
  if (!is_realm_eval(vm, first[frame::k_callee])) {
    if (is_tail_call(vm, site)) return tail_call(vm, first, count, result_register, return_address);
    return vm.call_at(first, count, result_register, return_address);
  }
  Completion<Value> result = perform_direct_eval(vm, count ? first[0] : Value::undefined(),
                                                 environment, site);
  if (result.is_abrupt()) return CallOutcome::kThrown;
  vm.result = result.value();
  return CallOutcome::kReturned;
}

CallOutcome call_eval_spread(Interpreter& vm, Value callee, Value array, Value environment,
                             u32 site, i32 result_register, const u16* return_address) {
  if (!is_realm_eval(vm, callee)) {
    if (is_tail_call(vm, site)) {
      return tail_call_spread(vm, callee, Value::undefined(), array, result_register,
                              return_address);
    }
    return call_spread(vm, callee, Value::undefined(), array, result_register, return_address);
  }
  // The array is an internal list: its elements are plain.
  Value source = get_element_direct(array.as_object(), 0);
  Completion<Value> result = perform_direct_eval(
      vm, source.is_empty() ? Value::undefined() : source, environment, site);
  if (result.is_abrupt()) return CallOutcome::kThrown;
  vm.result = result.value();
  return CallOutcome::kReturned;
}

Completion<Object*> create_dynamic_function(Isolate& isolate, Object* new_target, bool is_async,
                                            bool is_generator, std::span<const Value> arguments) {
  // 6. to 9. The texts of parameters and body, converted in order
  std::string parameters;
  std::string body;
  for (usize i = 0; i < arguments.size(); i++) {
    String* text = TRY(to_string(isolate, arguments[i]));
    if (i + 1 == arguments.size()) {
      body = text->to_utf8();
    } else {
      if (i > 0) parameters += ',';
      parameters += text->to_utf8();
    }
    if (parameters.size() + body.size() >= k_max_source - 64) {
      return throw_error(isolate, Message::kInvalidStringLength);
    }
  }
  // 10. Perform ? HostEnsureCanCompileStrings
  TRY(ensure_can_compile_strings(isolate));
  Realm& realm = isolate.realm();
  Cell* script_or_module = running_script_or_module(Interpreter::of(isolate));
  u32 detail = (is_async ? 2 : 0) + (is_generator ? 1 : 0);
  CodeTextKey key{CodeTextKey::Kind::kFunction, detail, &realm, script_or_module, parameters, body};
  CompilationCache& cache = VmState::of(isolate).compiled_texts;
  CodeBlock* block = cache.find(isolate, key);
  if (!block) {
    CompileResult compiled = compile_dynamic_function(parameters, body, is_async, is_generator,
                                                      "<anonymous>", compiler_options(isolate));
    if (!compiled.ok()) {
      return throw_parse_error(isolate, *make_ref<SourceText>(body, "<anonymous>"),
                               compiled.error);
    }
    block = new_code_block(isolate, realm, compiled.function.get(), script_or_module);
    cache.insert(key, block);
  }
  Intrinsic fallback = !is_async ? is_generator ? Intrinsic::kGeneratorFunctionPrototype
                                                : Intrinsic::kFunctionPrototype
                                 : is_generator ? Intrinsic::kAsyncGeneratorFunctionPrototype
                                                : Intrinsic::kAsyncFunctionPrototype;
  // 22. Let proto be ? GetPrototypeFromConstructor(newTarget, fallbackProto).
  Object* prototype = TRY(get_prototype_from_constructor(isolate, new_target, fallback));
  return new_function(isolate, block, nullptr, nullptr, prototype);
}

}  // namespace vm
}  // namespace kaze

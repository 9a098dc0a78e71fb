#include "builtins/scripted.h"

#include <mutex>

#include "bytecode/compiler.h"
#include "runtime/isolate.h"
#include "runtime/function.h"

namespace kaze {

namespace {

// A compiled file of src/builtins/js.
struct CompiledScript {
  std::string_view name;
  std::vector<Ref<FunctionTemplate>> functions;
};

bool has_name(const FunctionTemplate& function, std::string_view name) {
  return function.name.is_latin1 && function.name.length == name.size() &&
         std::memcmp(function.name.units, name.data(), name.size()) == 0;
}

// The process's scripts: filled in one by one, under the lock, and immutable from then on but for the
// lengths of functions (below).
class ScriptLibrary {
 public:
  Ref<FunctionTemplate> find(const BuiltinProperty& property) {
    std::string_view name = static_atom(property.name)->view8();
    std::lock_guard<std::mutex> lock(mutex_);
    for (const Ref<FunctionTemplate>& function : script(property.script).functions) {
      if (!has_name(*function, name)) continue;
      // The declared length: parameters that are optional count in the source. Written before any
      // function exists that shows it.
      if (function->length != property.length) function->length = property.length;
      return function;
    }
    fatal("a scripted builtin is missing from its file");
  }

 private:
  const CompiledScript& script(std::string_view name) {
    for (const CompiledScript& script : scripts_) {
      if (script.name == name) return script;
    }
    for (const EmbeddedScript& embedded : k_embedded_scripts) {
      if (embedded.name == name) return compile(embedded);
    }
    fatal("no such script");
  }

  const CompiledScript& compile(const EmbeddedScript& embedded) {
    CompilerOptions options;
    options.is_builtin = true;
    options.tail_calls = false;
    options.parse.allow_intrinsics = true;
    Ref<SourceText> source(
        new SourceText(std::string(embedded.text), std::string("kaze:") + embedded.name));
    CompileResult result = compile_script(source, options);
    if (!result.ok()) fatal(format_parse_error(*source, result.error).c_str());
    scripts_.push_back({embedded.name, result.function->code()->functions});
    return scripts_.back();
  }

  std::mutex mutex_;
  std::vector<CompiledScript> scripts_;
};

ScriptLibrary& script_library() {
  static ScriptLibrary* const library = new ScriptLibrary();  // for the life of the process
  return *library;
}

}  // namespace

Object* make_scripted_function(Isolate& isolate, Realm& realm, const BuiltinProperty& property) {
  Ref<FunctionTemplate> function_template = script_library().find(property);
  // 10.3.4 CreateBuiltinFunction: %Function.prototype%, of async functions too.
  CodeBlock* block = new_code_block(isolate, realm, function_template.get(), nullptr);
  return new_function(isolate, block, nullptr, nullptr,
                      realm.intrinsic(isolate, Intrinsic::kFunctionPrototype));
}

}  // namespace kaze

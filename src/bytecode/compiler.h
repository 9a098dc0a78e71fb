// Entry points of the bytecode room: source text in, published code or an early error out.
//
// Any thread may compile, also the same lazy function as another thread: a FunctionTemplate publishes
// its code once and everybody uses what was first. Nothing here knows values or a heap.
//
// How the code of each kind is entered (frames: frame_layout.h):
//   script     a call without arguments of a closure over no environment; `this` is not looked at.
//              With top-level await (ParseOptions::top_level_await) its code is async: the call returns
//              a promise for an array that holds the completion value
//   module     a call of a closure over the module's environment (module_code.h)
//   eval       a call of a closure over the environment at the call site (none for indirect eval)
//   functions  as NewFunction, NewMethod and NewClass make them
#pragma once

#include "bytecode/function_code.h"
#include "frontend/parser.h"

namespace kaze {

struct CompilerOptions {
  ParseOptions parse;
  // Calls in tail position of strict functions reuse the frame (15.10). They are missing in stack
  // traces then.
  bool tail_calls = true;
  // A script's code returns its completion value; otherwise undefined.
  bool completion_value = true;
  // The functions are the engine's own (FunctionTemplate::is_builtin). Their sources may use intrinsic
  // functions if parse.allow_intrinsics is set; those compiled lazily inherit that.
  bool is_builtin = false;
};

struct CompileResult {
  Ref<FunctionTemplate> function;  // null on error
  ParseError error;
  bool ok() const { return static_cast<bool>(function); }
};

CompileResult compile_script(Ref<SourceText> source, const CompilerOptions& options);
// The code's `module` is filled in.
CompileResult compile_module(Ref<SourceText> source, const CompilerOptions& options);
// Direct eval at a call site.
CompileResult compile_eval(Ref<SourceText> source, const EvalSite& site,
                           const CompilerOptions& options);
CompileResult compile_indirect_eval(Ref<SourceText> source, const CompilerOptions& options);
// The result is the function itself, which closes over no environment.
CompileResult compile_dynamic_function(std::string_view parameters, std::string_view body,
                                       bool is_async, bool is_generator, std::string url,
                                       const CompilerOptions& options);
CompileResult compile_function_body(Ref<SourceText> source,
                                    std::span<const std::string_view> parameter_names,
                                    const CompilerOptions& options);

// The code of a function that may not have been compiled yet. Null only if the source is nested too
// deeply for the native stack that is left; `error` then says so.
FunctionCode* compile_lazy(FunctionTemplate& function, const CompilerOptions& options,
                           ParseError* error);

}  // namespace kaze

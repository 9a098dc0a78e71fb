// Compiling and running source text in a realm.
#pragma once

#include "bytecode/compiler.h"
#include "runtime/function.h"
#include "runtime/realm.h"

namespace kaze::vm {

// How this isolate compiles: native stack limit, checks of regular expression literals, debug flags.
CompilerOptions compiler_options(Isolate& isolate);

// Throws the early error as JavaScript sees it: a SyntaxError (or RangeError) with the message, whose
// stack begins with the excerpt of the source.
Thrown throw_parse_error(Isolate& isolate, const SourceText& source, const ParseError& error);

// The closure that runs global code: compiled, but not run. `strict`: as if the text began with "use
// strict". `script_or_module` is what import() resolves against (or null).
Completion<Function*> compile_global_code(Isolate& isolate, Realm& realm, Ref<SourceText> source,
                                          bool strict = false, Cell* script_or_module = nullptr);
// ScriptEvaluation (16.1.6): the completion value.
Completion<Value> run_script(Isolate& isolate, Realm& realm, Ref<SourceText> source,
                             bool strict = false, Cell* script_or_module = nullptr);

// The closure for compiled code in a realm.
Function* make_function(Isolate& isolate, Realm& realm, FunctionTemplate* function_template,
                        Environment* environment, Cell* script_or_module);

}  // namespace kaze::vm

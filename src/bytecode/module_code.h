// What linking a module needs (16.2.1.7), as plain data beside the code of its body.
//
// The linker makes the module's environment before anything runs: `environment_slots` slots,
// `uninitialized_slots` of them empty, the rest undefined; then the hoisted functions, which close over
// it; then the import bindings. The body's code is a function that closes over this environment, async
// if the module has top-level await. An import occupies two slots: the exporting module's environment
// and the slot there (LoadImport); a namespace import has one, which holds the namespace object.
#pragma once

#include <memory>
#include <vector>

#include "bytecode/function_code.h"

namespace kaze {

struct ModuleCode {
  struct Attribute {
    LiteralString key;
    LiteralString value;
  };
  struct Request {
    LiteralString specifier;
    std::vector<Attribute> attributes;  // sorted by key
    u32 start;
    u32 end;
  };
  struct Import {
    u32 request;
    bool is_namespace;
    LiteralString import_name;
    u32 slot;
    u32 position;
  };
  struct LocalExport {
    LiteralString export_name;
    u32 slot;
  };
  struct IndirectExport {
    LiteralString export_name;
    u32 request;
    bool is_namespace;
    LiteralString import_name;
    u32 position;
  };
  struct Function {
    u32 slot;
    u32 function;  // in FunctionCode::functions
  };

  std::vector<Request> requests;
  std::vector<Import> imports;
  std::vector<LocalExport> local_exports;
  std::vector<IndirectExport> indirect_exports;
  std::vector<u32> star_exports;  // requests
  u32 environment_slots = 0;
  std::vector<u32> uninitialized_slots;
  std::vector<Function> functions;
  bool has_top_level_await = false;

  std::unique_ptr<char[]> storage;  // of the strings
};

}  // namespace kaze

// What a CommonJS module exports, told from its text: the names that an ES module may import from it.
//
// No parsing: one pass over the tokens looks for the forms that people and compilers write.
//   exports.a = …   module.exports.a = …   exports['a'] = …
//   Object.defineProperty(exports, 'a', { enumerable: true, get: function () { return x.y; } | value: … })
//   module.exports = { a, b, 'c', ...require('d') }    module.exports = require('d')
//   __exportStar(require('d'), exports)   __export(require('d'))
//   Object.keys(x).forEach(function (key) { … exports[key] … }) where x = require('d')
// A wrong guess costs a name that is undefined, or one that has to be read from the default export.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kaze {

struct CommonJsExports {
  std::vector<std::string> names;      // each once
  std::vector<std::string> reexports;  // specifiers whose names are exported too
  // import, export or await was seen where only a module can have it: the text may be one.
  bool may_be_module = false;
};

CommonJsExports scan_commonjs_exports(std::string_view source);

}  // namespace kaze

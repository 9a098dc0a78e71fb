// The platform's own JavaScript, embedded by the build (cmake/EmbedPlatformScripts.cmake): Node's modules
// from platform/node/js and, with ids "web/…", the web's from platform/web/js. Ids that begin with "internal/"
// or "web/" are for the platform only; programs may require the others.
#pragma once

#include <string_view>

namespace kaze {

struct PlatformScript {
  std::string_view id;
  std::string_view source;
};
// Ends with an empty id.
extern const PlatformScript k_platform_scripts[];

// Null: there is none.
const PlatformScript* find_platform_script(std::string_view id);
// Whether programs may require it: with or without "node:", which is not part of `id`.
bool is_public_script(std::string_view id);

}  // namespace kaze

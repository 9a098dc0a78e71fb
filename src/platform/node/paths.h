// Paths and file URLs, as strings; and the few questions to the file system that finding modules takes.
#pragma once

#include <string>
#include <string_view>

namespace kaze {

std::string current_directory();
// Absolute, without "." and ".." and doubled slashes; relative to `base` (a directory).
std::string resolve_path(std::string_view path, std::string_view base);
std::string directory_of(std::string_view path);
// "" or with its dot: ".js". Of the last segment.
std::string_view extension_of(std::string_view path);
// With symbolic links resolved; empty if there is no such file.
std::string real_path(const std::string& path);
bool is_file(const std::string& path);
bool is_directory(const std::string& path);
// False: errno says why.
bool read_whole_file(const std::string& path, std::string* bytes);

std::string path_to_file_url(std::string_view path);
std::string decode_percent(std::string_view text);
// Of a "file://" URL; query and fragment are left out.
std::string file_url_to_path(std::string_view url);

// The "type" of the nearest package.json above a file; empty if it says nothing.
std::string package_type(const std::string& path);

}  // namespace kaze

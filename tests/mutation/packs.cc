// The language packs from the directory that ENTENTE_PACKS names, in place of those inside the library: a program that is linked with this
// file never takes the library's own (mutation.py).
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "pack/embedded.h"

namespace entente::pack {
namespace {

std::map<std::string, std::string, std::less<>> ReadAll() {
  namespace fs = std::filesystem;
  std::map<std::string, std::string, std::less<>> files;
  const char* root = std::getenv("ENTENTE_PACKS");
  if (root == nullptr) return files;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    files.emplace(entry.path().lexically_relative(root).generic_string(), std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>()));
  }
  return files;
}

}  // namespace

std::string_view EmbeddedFile(std::string_view name) {
  static const auto* files = new std::map(ReadAll());
  const auto found = files->find(name);
  return found == files->end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace entente::pack

// entente_embed ROOT OUTPUT FILE...: writes the files as one C++ source with arrays of 64-bit words (compiles several
// times faster than bytes) and a table of their names below ROOT. Used at build time only.
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  if (argc < 3) return std::fprintf(stderr, "usage: entente_embed ROOT OUTPUT FILE...\n"), 2;
  const std::string root = std::string(argv[1]) + "/";
  std::ofstream out(argv[2], std::ios::binary);
  out << "#include <cstdint>\n#include \"pack/embedded.h\"\nnamespace entente::pack {\nnamespace {\n";
  std::vector<std::pair<std::string, size_t>> files;
  for (int i = 3; i < argc; ++i) {
    const std::string path = argv[i];
    std::ifstream in(path, std::ios::binary);
    if (!in || path.compare(0, root.size(), root) != 0) return std::fprintf(stderr, "cannot embed %s\n", argv[i]), 1;
    std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    const size_t size = bytes.size();
    bytes.resize((size / 8 + 1) * 8);
    out << "alignas(64) constexpr uint64_t kFile" << files.size() << "[] = {";
    for (size_t k = 0; k < bytes.size(); k += 8) {
      uint64_t word;
      std::memcpy(&word, bytes.data() + k, 8);
      out << "0x" << std::hex << word << std::dec << "u,";
    }
    out << "};\n";
    files.emplace_back(path.substr(root.size()), size);
  }
  out << "}\nstd::string_view EmbeddedFile(std::string_view name) {\n";
  for (size_t i = 0; i < files.size(); ++i)
    out << "  if (name == \"" << files[i].first << "\") return {reinterpret_cast<const char*>(kFile" << i << "), " << files[i].second << "};\n";
  out << "  return {};\n}\n}\n";
  return out.flush() ? 0 : 1;
}

// A small archive of invented articles for the targets that need one.
#pragma once

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "entente/archive.h"
#include "fuzz/fuzz.h"

namespace fuzz {

// A folder of this process alone, which it takes away at its end.
inline const std::string& Folder() {
  struct Made {
    std::string path;
    Made() {
      std::string name = (std::filesystem::temp_directory_path() / "entente_fuzz_XXXXXX").string();
      Require(mkdtemp(name.data()) != nullptr, "there is a folder to write to");
      path = name;
    }
    ~Made() {
      std::error_code ignored;
      std::filesystem::remove_all(path, ignored);
    }
  };
  static const Made made;
  return made.path;
}

inline entente::Archive SmallArchive(const std::string& name) {
  auto archive = entente::Archive::Open(Folder() + "/" + name);
  Require(archive.ok(), "an archive is made");
  const char* const articles[] = {"가온전자는 새벽로보틱스에 120억원을 투자했다.", "별빛에너지는 2023년 5월 푸른조선을 3억 달러에 인수했다.", "가온전자와 별빛에너지는 업무협약을 체결했다."};
  for (const char* body : articles) {
    const auto found = SharedEngine().Extract({.id = body, .body = body, .published = "2024-06-04"});
    Require(found.ok() && archive->Add({.extraction = &*found, .title = "", .body = body}).ok(), "an article is kept");
  }
  return std::move(archive).value();
}

inline std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace fuzz

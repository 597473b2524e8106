// An archive's file with any of its bytes changed: the input says where and to what. Nothing crashes, and each call gives a result or an error.
#include "entente/query.h"
#include "fuzz/fuzz.h"
#include "fuzz/samples.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::string whole = [] {
    { const entente::Archive made = fuzz::SmallArchive("whole"); }
    return fuzz::ReadFile(fuzz::Folder() + "/whole");
  }();
  std::string_view input = fuzz::ViewOf(data, size);
  std::string bytes = whole;
  const uint8_t flags = fuzz::TakeByte(&input);
  if ((flags & 3) == 3) bytes.assign(input);  // now and then a file of nothing but the input
  while (input.size() >= 4 && (flags & 3) != 3) {
    const size_t at = ((fuzz::TakeByte(&input) << 16) | (fuzz::TakeByte(&input) << 8) | fuzz::TakeByte(&input)) % bytes.size();
    bytes[at] = static_cast<char>(fuzz::TakeByte(&input));
  }
  if ((flags & 4) != 0) bytes.resize(bytes.size() / 2);
  const std::string path = fuzz::Folder() + "/changed";
  for (const char* end : {"-wal", "-shm"}) std::filesystem::remove(path + end);
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
  auto archive = entente::Archive::Open(path, {.mode = (flags & 8) != 0 ? entente::ArchiveMode::kReadOnly : entente::ArchiveMode::kReadWrite, .wait_ms = 1});
  if (!archive.ok()) return 0;
  for (const char* question : {R"({"ask":"deals"})", R"({"ask":"totals","by":["year"]})", R"({"ask":"graph"})", R"({"ask":"partners","party":"가온전자"})"}) (void)entente::AskJson(*archive, question);
  (void)archive->Dump();
  (void)archive->ExportReviews();
  (void)archive->ExportCases();
  const char* body = "가온전자는 새벽로보틱스에 120억원을 투자했다.";
  const auto found = fuzz::SharedEngine().Extract({.id = "new", .body = body, .published = "2024-06-04"});
  (void)archive->Add({.extraction = &*found, .title = "", .body = body});
  (void)archive->Remove("new");
  (void)archive->Check();
  return 0;
}

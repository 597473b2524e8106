// An archive's file with any of its bytes changed: the input says where and to what, and what is then done with it. Nothing crashes, and each call gives a
// result or an error.
#include "entente/query.h"
#include "fuzz/fuzz.h"
#include "fuzz/memory_files.h"
#include "fuzz/samples.h"

namespace {

constexpr const char* kQuestions[] = {R"({"ask":"deals"})", R"({"ask":"totals","by":["year"]})", R"({"ask":"graph"})", R"({"ask":"partners","party":"가온전자"})",
                                      R"({"ask":"deals","where":{"text":"투자"}})", R"({"ask":"parties","text":"가"})"};
constexpr uint8_t kPieces = 12;  // of the work; any other number does all of them

void Work(entente::Archive* archive, uint8_t piece) {
  switch (piece) {
    case 6: (void)archive->Dump(); break;
    case 7: (void)archive->ExportReviews(); break;
    case 8: (void)archive->ExportCases(); break;
    case 9: {
      static const char* const body = "가온전자는 새벽로보틱스에 120억원을 투자했다.";
      static const auto found = fuzz::SharedEngine().Extract({.id = "new", .body = body, .published = "2024-06-04"});
      (void)archive->Add({.extraction = &*found, .title = "", .body = body});
      break;
    }
    case 10: (void)archive->Remove("new"); break;
    case 11: (void)archive->Check(); break;
    default: (void)entente::AskJson(*archive, kQuestions[piece]);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::string whole = [] {
    fuzz::KeepFilesInMemory();
    { const entente::Archive made = fuzz::SmallArchive("whole"); }
    return fuzz::Files()[fuzz::Folder() + "/whole"]->bytes;
  }();
  static const std::string path = [] {
    const std::string name = fuzz::Folder() + "/changed";
    std::ofstream(name, std::ios::binary).flush();  // the library looks whether there is such a file
    return name;
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
  fuzz::Files().clear();
  (fuzz::Files()[path] = std::make_shared<fuzz::MemoryFile>())->bytes = std::move(bytes);
  auto archive = entente::Archive::Open(path, {.mode = (flags & 8) != 0 ? entente::ArchiveMode::kReadOnly : entente::ArchiveMode::kReadWrite, .wait_ms = 1});
  if (!archive.ok()) return 0;
  const uint8_t piece = flags >> 4;
  for (uint8_t one = 0; one < kPieces; ++one)
    if (one == piece || piece >= kPieces) Work(&*archive, one);
  return 0;
}

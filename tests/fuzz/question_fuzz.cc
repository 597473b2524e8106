// Any bytes as a question to an archive: nothing crashes, a mistake has a status, and an answer is JSON or the graph that was asked for.
#include "entente/query.h"
#include "fuzz/fuzz.h"
#include "fuzz/memory_files.h"
#include "fuzz/samples.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static entente::Archive archive = [] {
    fuzz::KeepFilesInMemory();
    return fuzz::SmallArchive("question");
  }();
  const auto answer = entente::AskJson(archive, fuzz::ViewOf(data, size));
  if (answer.ok()) fuzz::Require(!answer->empty(), "an answer is not empty");
  else fuzz::Require(answer.status().code() == entente::Code::kInvalidArgument || answer.status().code() == entente::Code::kNotFound, answer.status().ToString().c_str());
  return 0;
}

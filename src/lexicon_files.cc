// Reads the user's lexicon files. They are normalised as articles are, so that a name in decomposed Hangul or in full-width
// letters is found; line ends stay, and so do the numbers of lines in errors.
// Tested by: tests/unit/lexicon_files_test.cc
#include "lexicon_files.h"

#include <algorithm>
#include <cstdio>
#include <string>

#include "text/normalise.h"

namespace entente {

namespace {

constexpr size_t kMostBytes = size_t{64} << 20;  // of one file; every listed company of the world takes less
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

Status ReadFile(const std::string& path, std::string* bytes) {
  const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
  if (file == nullptr) return Status(Code::kNotFound, "the lexicon cannot be opened; check the path", path);
  char buffer[1 << 16];
  while (const size_t count = std::fread(buffer, 1, sizeof buffer, file.get())) {
    bytes->append(buffer, count);
    if (bytes->size() > kMostBytes) return {};  // the caller says so
  }
  return std::ferror(file.get()) != 0 ? Status(Code::kIo, "the lexicon cannot be read", path) : Status();
}

Status ReadOne(const LexiconFile& file, pack::UserFile* out) {
  out->name = !file.name.empty() ? file.name : !file.path.empty() ? file.path : "lexicon";
  if (file.path.empty() && file.text.data() == nullptr) return Status(Code::kInvalidArgument, "the lexicon has neither a path nor a text", out->name);
  std::string bytes;
  if (!file.path.empty())
    if (Status status = ReadFile(std::string(file.path), &bytes); !status.ok()) return status;
  std::string_view given = file.path.empty() ? file.text : bytes;
  if (given.size() > kMostBytes) return Status(Code::kLimit, "the lexicon is longer than " + std::to_string(kMostBytes) + " bytes", out->name);
  if (given.starts_with(kByteOrderMark)) given.remove_prefix(kByteOrderMark.size());
  text::SourceMap map;
  const Status status = text::Normalise(given, &out->text, &map);
  return status.ok() ? status : Status(status.code(), status.message() + " (" + status.origin() + "); save the lexicon as UTF-8", out->name);
}

}  // namespace

Result<std::shared_ptr<const pack::UserLexicon>> ReadLexiconFiles(const std::vector<LexiconFile>& files) {
  if (files.empty()) return std::shared_ptr<const pack::UserLexicon>();
  std::vector<pack::UserFile> read(files.size());
  for (size_t i = 0; i < files.size(); ++i)
    if (Status status = ReadOne(files[i], &read[i]); !status.ok()) return status;
  return pack::UserLexicon::Read(std::move(read));
}

void AddIdentifiers(const pack::UserLexicon& lexicon, Extraction* extraction) {
  for (Party& party : extraction->parties) {
    const pack::UserOrganization* own = lexicon.OfSurface(party.name);
    if (own == nullptr || own->name != party.name) continue;
    party.identifiers = own->identifiers;
    for (const std::string_view alias : own->aliases)
      if (lexicon.OfSurface(alias) == own && std::find(party.aliases.begin(), party.aliases.end(), alias) == party.aliases.end()) party.aliases.emplace_back(alias);
  }
}

}  // namespace entente

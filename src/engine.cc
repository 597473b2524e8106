// The conductor: opens the packs and calls the stages in the order of the flow.
//   bytes → text/ → mention/ → deal/ → resolve/ → Extraction
// Tested by: tests/unit/engine_test.cc, tests/corpus/
#include <mutex>

#include "deal/event_medial.h"
#include "deal/merge.h"
#include "entente/entente.h"
#include "mention/reading.h"
#include "pack/language.h"
#include "resolve/assemble.h"
#include "text/document.h"
#include "text/language.h"
#include "text/normalise.h"

namespace entente {
namespace {

constexpr uint64_t kMaxDocumentBytes = 64u << 20;  // offsets of 32 bits would allow more; a newspaper needs less
constexpr size_t kMaxIdleWorkspaces = 64;

// The buffers of one extraction, used again by the next.
struct Workspace {
  text::Document document;
  mention::Reading reading;
};

}  // namespace

struct Engine::Impl {
  uint64_t max_document_bytes = kMaxDocumentBytes;
  Currency currency{"USD"};
  std::unique_ptr<const pack::LanguagePack> korean, english;
  std::optional<mention::QuantityReader> quantities;

  std::mutex mutex;
  std::vector<std::unique_ptr<Workspace>> idle;  // guarded by mutex

  std::unique_ptr<Workspace> Take() {
    const std::lock_guard lock(mutex);
    if (idle.empty()) return std::make_unique<Workspace>();
    std::unique_ptr<Workspace> workspace = std::move(idle.back());
    idle.pop_back();
    return workspace;
  }
  void GiveBack(std::unique_ptr<Workspace> workspace) {
    const std::lock_guard lock(mutex);
    if (idle.size() < kMaxIdleWorkspaces) idle.push_back(std::move(workspace));
  }
  const pack::LanguagePack* PackOf(Language language) const {
    return language == Language::kKorean ? korean.get() : language == Language::kEnglish ? english.get() : nullptr;
  }
};

Result<Engine> Engine::Open(const EngineOptions& options) {
  if (Status status = text::PrepareText(); !status.ok()) return status;
  auto impl = std::make_unique<Impl>();
  if (options.max_document_bytes != 0) impl->max_document_bytes = std::min(options.max_document_bytes, kMaxDocumentBytes);
  auto korean = pack::LoadLanguage(Language::kKorean);
  if (!korean.ok()) return korean.status();
  impl->korean = std::move(korean).value();
  auto english = pack::LoadLanguage(Language::kEnglish);
  if (!english.ok()) return english.status();
  impl->english = std::move(english).value();
  auto quantities = mention::QuantityReader::Build();
  if (!quantities.ok()) return quantities.status();
  impl->quantities = std::move(quantities).value();
  return Engine(std::move(impl));
}

Result<Extraction> Engine::Extract(const Article& article) const {
  if (article.title.size() + article.body.size() > impl_->max_document_bytes)
    return Status(Code::kLimit, "the article is longer than " + std::to_string(impl_->max_document_bytes) + " bytes");
  std::optional<Period> published;
  if (!article.published.empty()) {
    published = ParsePeriod(article.published);
    if (!published) return Status(Code::kInvalidArgument, "'" + std::string(article.published) + "' is no day, month or year", "published");
  }
  Extraction extraction;
  extraction.id = article.id;
  extraction.published = article.published;
  extraction.language = article.language != Language::kUnknown ? article.language : text::DetectLanguage(article.title, article.body);
  const pack::LanguagePack* pack = impl_->PackOf(extraction.language);
  std::unique_ptr<Workspace> workspace = impl_->Take();
  text::Document& document = workspace->document;
  mention::Reading& reading = workspace->reading;
  if (Status status = document.Read(article, pack); !status.ok()) return status;
  mention::Read(pack, *impl_->quantities, document, extraction.language, published, &reading);
  std::vector<deal::MergedDeal> deals;
  std::vector<AmountRole> roles(reading.quantities.amounts.size(), AmountRole::kOther);
  if (pack != nullptr && pack->medial != nullptr) {
    roles = deal::ClassifyMedialAmounts(*pack->medial, document, reading);
    deals = deal::MergeEvents(deal::FindMedialEvents(*pack, document, roles, &reading), roles, document, reading);
  } else if (pack != nullptr) {
    roles = deal::ClassifyAmounts(*pack, document, reading.quantities);
    deals = deal::MergeEvents(deal::FindEvents(*pack, document, roles, &reading), roles, document, reading);
  }
  resolve::Assemble(document, reading, roles, deals, published, &extraction);
  impl_->GiveBack(std::move(workspace));
  return extraction;
}

Engine::Engine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

const char* Version() { return ENTENTE_VERSION; }
const char* VersionText() { return "entente " ENTENTE_VERSION ", packs ko 1"; }

}  // namespace entente

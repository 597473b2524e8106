// The conductor: opens the packs and calls the stages in the order of the flow.
//   bytes → text/ → mention/ → deal/ → resolve/ → Extraction
// Tested by: tests/unit/engine_test.cc, tests/corpus/
#include <mutex>

#include "deal/confidence.h"
#include "deal/event_medial.h"
#include "deal/merge.h"
#include "deal/trace.h"
#include "entente/entente.h"
#include "lexicon_files.h"
#include "mention/reading.h"
#include "packs.h"
#include "resolve/assemble.h"
#include "resolve/explain.h"
#include "resolve/normalise.h"
#include "resolve/warnings.h"
#include "text/document.h"
#include "text/language.h"
#include "text/normalise.h"

namespace entente {
namespace {

constexpr uint64_t kMaxDocumentBytes = 64u << 20;  // offsets of 32 bits would allow more; a newspaper needs less
constexpr size_t kMaxIdleWorkspaces = 64;
constexpr size_t kMaxIdleBytes = 1u << 20;

// The buffers of one extraction, used again by the next.
struct Workspace {
  text::Document document;
  mention::Reading reading;
};

}  // namespace

struct Engine::Impl {
  uint64_t max_document_bytes = kMaxDocumentBytes;
  Currency currency;  // of normalised sums
  std::shared_ptr<const Packs> packs;
  std::optional<RateTable> rates;

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
    // what read a book does not keep a book's memory
    if (idle.size() < kMaxIdleWorkspaces && workspace->document.text().size() <= kMaxIdleBytes) idle.push_back(std::move(workspace));
  }

  Status OpenRates(const EngineOptions& options);
  Result<Currency> ReadCurrency(std::string_view code) const;
  // `explanation` is told what was tried, or null.
  Result<Extraction> Read(const Article& article, Currency target, bool with_deals, Explanation* explanation = nullptr);
};

Status Engine::Impl::OpenRates(const EngineOptions& options) {
  auto table = RateTable::BuiltIn();
  if (!table.ok()) return table.status();
  rates = std::move(table).value();
  if (!options.rates_ecb.empty())
    if (Status status = rates->LoadEcb(options.rates_ecb, options.rates_ecb_name); !status.ok()) return status;
  if (!options.rates_csv.empty())
    if (Status status = rates->LoadCsv(options.rates_csv, options.rates_csv_name); !status.ok()) return status;
  if (options.rate_callback) rates->SetCallback(options.rate_callback);
  auto wanted = ReadCurrency(options.currency);
  if (!wanted.ok()) return wanted.status();
  currency = *wanted;
  return {};
}

Result<Currency> Engine::Impl::ReadCurrency(std::string_view code) const {
  if (code.size() == 3 && rates->IsKnown(Currency(code))) return Currency(code);
  return Status(Code::kInvalidArgument, "'" + std::string(code) + "' is no ISO 4217 code that the library knows", "currency");
}

Result<Engine> Engine::Open(const EngineOptions& options) {
  if (Status status = text::PrepareText(); !status.ok()) return status;
  auto impl = std::make_unique<Impl>();
  if (options.max_document_bytes != 0) impl->max_document_bytes = std::min(options.max_document_bytes, kMaxDocumentBytes);
  auto packs = OpenPacks(options.lexicons);
  if (!packs.ok()) return packs.status();
  impl->packs = std::move(packs).value();
  if (Status status = impl->OpenRates(options); !status.ok()) return status;
  return Engine(std::move(impl));
}

Result<Extraction> Engine::Impl::Read(const Article& article, Currency target, bool with_deals, Explanation* explanation) {
  if (article.title.size() + article.body.size() > max_document_bytes)
    return Status(Code::kLimit, "the article is longer than " + std::to_string(max_document_bytes) + " bytes");
  std::optional<Period> published;
  if (!article.published.empty()) {
    published = ParsePeriod(article.published);
    if (!published) return Status(Code::kInvalidArgument, "'" + std::string(article.published) + "' is no day, month or year", "published");
  }
  Extraction extraction;
  extraction.id = article.id;
  extraction.published = article.published;
  extraction.language = article.language;
  if (article.language == Language::kUnknown) {
    // markup is no English: a page is read without its tags
    std::string plain;
    text::SourceMap map;
    if (article.format == Format::kHtml)
      if (Status status = text::NormaliseHtml(article.body, &plain, &map); !status.ok()) return status;
    extraction.language = text::DetectLanguage(article.title, article.format == Format::kHtml ? std::string_view(plain) : article.body);
  }
  const pack::LanguagePack* pack = packs->Of(extraction.language);
  std::unique_ptr<Workspace> workspace = Take();
  text::Document& document = workspace->document;
  mention::Reading& reading = workspace->reading;
  if (Status status = document.Read(article, pack); !status.ok()) return status;
  const bool medial = pack != nullptr && pack->medial != nullptr;
  deal::Trace told;
  deal::Trace* const trace = explanation == nullptr ? nullptr : &told;
  const pack::LanguagePack* const words_of = with_deals || medial ? pack : nullptr;
  mention::ReadAllButNames(words_of, *packs->quantities, document, extraction.language, published, &reading);
  // where no sentence has the triggers of a deal, nobody asks for the names
  const bool may_tell = words_of != nullptr && (medial || trace != nullptr || deal::MayTellEvents(*pack, reading));
  if (may_tell) mention::ReadNames(*pack, document, &reading);
  std::vector<deal::Event> events;
  std::vector<deal::MergedDeal> deals;
  std::vector<AmountRole> roles(reading.quantities.amounts.size(), AmountRole::kOther);
  if (medial) {
    roles = deal::ClassifyMedialAmounts(*pack->medial, document, reading);
    // the events come with the sums of the sentences behind them
    const std::vector<AmountRole> settled(roles.size(), AmountRole::kOther);
    if (with_deals) events = deal::FindMedialEvents(*pack, document, roles, &reading, trace);
    if (trace != nullptr) told.found = events;
    if (with_deals) deals = deal::MergeEvents(*pack, std::move(events), settled, document, reading);
  } else if (pack != nullptr) {
    roles = deal::ClassifyAmounts(*pack, document, reading.quantities);
    if (may_tell) events = deal::FindEvents(*pack, document, roles, &reading, trace);
    if (trace != nullptr) told.found = events;
    if (may_tell) deals = deal::MergeEvents(*pack, std::move(events), roles, document, reading);
  }
  if (pack != nullptr) packs->confidence.Rate(pack->language, document, &deals);
  resolve::Assemble(article, document, reading, roles, deals, published, &extraction);
  if (packs->lexicon != nullptr) AddIdentifiers(*packs->lexicon, &extraction);
  if (explanation != nullptr && pack != nullptr) resolve::Explain(*pack, document, reading, told, deals, explanation);
  if (Status status = resolve::Normalise(*rates, target, published, reading.quantities.amounts, &extraction); !status.ok()) return status;
  const resolve::Evidence evidence{*rates, packs->sum_words, document, reading.quantities, deals, published};
  if (Status status = resolve::FindWarnings(evidence, &extraction); !status.ok()) return status;
  GiveBack(std::move(workspace));
  return extraction;
}

Result<Extraction> Engine::Extract(const Article& article) const { return impl_->Read(article, impl_->currency, true); }

Result<Explanation> Engine::Explain(const Article& article) const {
  Explanation explanation;
  auto result = impl_->Read(article, impl_->currency, true, &explanation);
  if (!result.ok()) return result.status();
  explanation.extraction = std::move(result).value();
  return explanation;
}

Result<Extraction> Engine::ReadMoney(const Article& article, std::string_view currency) const {
  if (currency.empty()) return impl_->Read(article, impl_->currency, false);
  auto target = impl_->ReadCurrency(currency);
  return target.ok() ? impl_->Read(article, *target, false) : target.status();
}

const RateTable& Engine::rates() const { return *impl_->rates; }

Engine::Engine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

const char* Version() { return ENTENTE_VERSION; }
const char* VersionText() {
  static const std::string text = [] {
    const auto rates = RateTable::BuiltIn();
    return "entente " ENTENTE_VERSION ", packs ko 1 en 1 ja 1 zh 1, rates " + (rates.ok() ? rates->VersionText() : std::string("none"));
  }();
  return text.c_str();
}

}  // namespace entente

// Any bytes as a file of rates, a user's or the ECB's (with its zip): nothing crashes, a mistake has words, and what was read converts without a crash.
#include "entente/rates.h"
#include "fuzz/fuzz.h"
#include "fuzz/seldom.h"
#include "resolve/inflate.h"
#include "resolve/rate_series.h"

namespace {

constexpr size_t kMostBytes = size_t{256} << 20;  // as RateTable
const char* const kDays[] = {"2024-06-04", "1999-01", "2024"};
const char* const kCodes[] = {"KRW", "SEK", "EUR", "DEM"};

entente::Result<entente::resolve::DailyRates> Read(std::string_view bytes, bool own) {
  if (own) return entente::resolve::ReadUserCsv(bytes, "fuzz");
  if (!entente::resolve::IsZip(bytes)) return entente::resolve::ReadEcb(bytes, "fuzz");
  auto content = entente::resolve::UnzipFirst(bytes, kMostBytes);
  if (!content.ok()) return content.status();
  return entente::resolve::ReadEcb(*content, "fuzz");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view input = fuzz::ViewOf(data, size);
  const bool own = (fuzz::TakeByte(&input) & 1) != 0;
  const auto rates = Read(input, own);
  if (!rates.ok()) {
    fuzz::Require(!rates.status().message().empty(), "a mistake has words");
  } else {
    const entente::DayNumber day = entente::ParsePeriod(kDays[0])->from;
    for (const char* code : kCodes)
      if (const auto pair = rates->Find(entente::Currency(code), rates->base(), day); pair) fuzz::Require(pair->day <= day && day - pair->day <= entente::resolve::kMaxDaysBack, "no rate is of a later day");
  }
  if (!fuzz::IsOneIn(64, input)) return 0;  // the table inside the library takes its time to read
  auto table = entente::RateTable::BuiltIn();
  fuzz::Require(table.ok(), "the table inside the library is read");
  const entente::Status status = own ? table->LoadCsv(input, "fuzz") : table->LoadEcb(input, "fuzz");
  fuzz::Require(status.ok() == rates.ok(), "a table takes what can be read");
  const auto sum = entente::Decimal::FromInt(1200000000);
  for (const char* day : kDays)
    for (const char* code : kCodes) (void)table->Convert(sum, sum, entente::Currency(code), entente::Currency("USD"), entente::ParsePeriod(day));
  return 0;
}

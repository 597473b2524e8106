// Any bytes as a file of rates, a user's or the ECB's (with its zip): nothing crashes, a mistake has words, and what was read converts without a crash.
#include "entente/rates.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view input = fuzz::ViewOf(data, size);
  const bool own = (fuzz::TakeByte(&input) & 1) != 0;
  auto table = entente::RateTable::BuiltIn();
  fuzz::Require(table.ok(), "the table inside the library is read");
  const entente::Status status = own ? table->LoadCsv(input, "fuzz") : table->LoadEcb(input, "fuzz");
  if (!status.ok()) fuzz::Require(!status.message().empty(), "a mistake has words");
  const auto sum = entente::Decimal::FromInt(1200000000);
  for (const char* day : {"2024-06-04", "1999-01", "2024"})
    for (const char* code : {"KRW", "SEK", "EUR", "DEM"}) (void)table->Convert(sum, sum, entente::Currency(code), entente::Currency("USD"), entente::ParsePeriod(day));
  return 0;
}

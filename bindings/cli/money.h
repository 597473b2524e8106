// The commands about money: "entente money TEXT" and "entente convert 337억 크로나 --to KRW --on 2024-06-04".
#pragma once

#include "options.h"

namespace cli {

// All sums and dates of a text, with their qualifiers, how the currency was decided, and the trail of the rate. Gives the exit code.
int RunMoney(const Options& options);

// One sum in another currency, with the trail of the rate. Exit code 1: no sum in the words, or no rate.
int RunConvert(const Options& options);

}  // namespace cli

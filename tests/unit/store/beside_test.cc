#include "store/beside.h"

#include <stdexcept>
#include <vector>

#include "unit/catch.h"

using entente::store::Beside;

TEST_CASE("pieces are done at once where no thread runs") {
  Beside beside;
  int done = 0;
  beside.Do([&] { ++done; });
  CHECK(done == 1);
  beside.Wait();
  beside.Stop();
  CHECK_FALSE(beside.is_running());
}

TEST_CASE("pieces are done beside the caller in their order") {
  Beside beside;
  for (int round = 0; round < 3; ++round) {
    REQUIRE(beside.Start());
    std::vector<int> done;
    std::thread::id thread;
    for (int i = 0; i < 1000; ++i)  // more than may wait
      beside.Do([&, i] { done.push_back(i), thread = std::this_thread::get_id(); });
    beside.Wait();
    REQUIRE(done.size() == 1000);
    for (int i = 0; i < 1000; ++i) REQUIRE(done[static_cast<size_t>(i)] == i);
    CHECK(thread != std::this_thread::get_id());
    beside.Stop();
    CHECK_FALSE(beside.is_running());
  }
}

TEST_CASE("what a piece throws comes to the caller and the others are passed over") {
  Beside beside;
  REQUIRE(beside.Start());
  int done = 0;
  beside.Do([&] { ++done; });
  beside.Do([] { throw std::runtime_error("no"); });
  for (int i = 0; i < 200; ++i) beside.Do([&] { ++done; });
  CHECK_THROWS_AS(beside.Wait(), std::runtime_error);
  CHECK(done == 1);
  beside.Do([&] { ++done; });
  beside.Wait();
  CHECK(done == 2);
}

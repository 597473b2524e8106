// Runs all unit tests and ends with the line that tests/run.sh reads.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#endif

#include <cstdio>

namespace {

size_t g_passed = 0, g_failed = 0;

#if __has_include(<catch2/catch_all.hpp>)
struct Counter : Catch::EventListenerBase {
  using EventListenerBase::EventListenerBase;
#else
struct Counter : Catch::TestEventListenerBase {
  using TestEventListenerBase::TestEventListenerBase;
#endif
  void testCaseEnded(const Catch::TestCaseStats& stats) override { ++(stats.totals.assertions.failed > 0 ? g_failed : g_passed); }
};
CATCH_REGISTER_LISTENER(Counter)

}  // namespace

int main(int argc, char** argv) {
  const int result = Catch::Session().run(argc, argv);
  std::printf("unit: %zu passed, %zu failed\n", g_passed, g_failed);
  return result;
}

// Tested by: tests/unit/store/beside_test.cc
#include "store/beside.h"

#include <system_error>
#include <utility>

namespace entente::store {
namespace {

constexpr size_t kMostWaiting = 64;

}  // namespace

bool Beside::Start() {
  ends_ = false;
  thrown_ = nullptr;
  try {
    thread_ = std::thread([this] { Run(); });
  } catch (const std::system_error&) {
    return false;
  }
  return true;
}

void Beside::Do(std::function<void()> piece) {
  if (!is_running()) return piece();
  std::unique_lock lock(mutex_);
  done_.wait(lock, [this] { return pieces_.size() < kMostWaiting; });
  pieces_.push_back(std::move(piece));
  given_.notify_one();
}

void Beside::Wait() {
  if (!is_running()) return;
  std::unique_lock lock(mutex_);
  done_.wait(lock, [this] { return pieces_.empty(); });
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
}

void Beside::Stop() noexcept {
  if (!is_running()) return;
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
    given_.notify_one();
  }
  thread_.join();
  pieces_.clear();
}

void Beside::Run() noexcept {
  std::unique_lock lock(mutex_);
  for (;;) {
    given_.wait(lock, [this] { return ends_ || !pieces_.empty(); });
    if (ends_) return;
    std::function<void()>& piece = pieces_.front();  // stays where it is while others are put behind it
    if (!thrown_) {
      lock.unlock();
      std::exception_ptr thrown;
      try {
        piece();
      } catch (...) {
        thrown = std::current_exception();
      }
      piece = nullptr;  // what it holds is freed here
      lock.lock();
      if (thrown) thrown_ = std::move(thrown);
    }
    pieces_.pop_front();
    done_.notify_one();
  }
}

}  // namespace entente::store

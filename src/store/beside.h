// A thread that does pieces of work beside the caller, one after the other in the order in which they are given.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace entente::store {

// Threads: *confined*, but for the pieces themselves.
class Beside {
 public:
  Beside() = default;
  ~Beside() { Stop(); }
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;

  bool Start();  // false: no thread can be made
  bool is_running() const { return thread_.joinable(); }
  // Does it at once where no thread runs. Else waits while very many pieces are before it; after one that has thrown the others are passed over.
  void Do(std::function<void()> piece);
  // Until all pieces are done; what they wrote may be read after it. Throws what one of them has thrown.
  void Wait();
  // Ends the thread; pieces that were not begun are passed over.
  void Stop() noexcept;

 private:
  void Run() noexcept;

  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable given_, done_;
  std::deque<std::function<void()>> pieces_;  // the first is at work
  std::exception_ptr thrown_;
  bool ends_ = false;
};

}  // namespace entente::store

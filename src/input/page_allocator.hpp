#pragma once
#include <sys/mman.h>

#include <cstddef>
#include <new>

namespace premortem {

/// Memory that goes back to the system as soon as it is given up, so that what is moved from it block by block never stands
/// twice in memory: a heap keeps the blocks.
template <class T>
struct PageAllocator {
  using value_type = T;

  PageAllocator() = default;
  template <class U>
  PageAllocator(const PageAllocator<U>&) {}

  T* allocate(std::size_t n) {
    void* pages = ::mmap(nullptr, n * sizeof(T), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED) throw std::bad_alloc();
    return static_cast<T*>(pages);
  }
  void deallocate(T* pages, std::size_t n) noexcept { ::munmap(pages, n * sizeof(T)); }

  friend bool operator==(const PageAllocator&, const PageAllocator&) { return true; }
};

}  // namespace premortem

#include "json/large_pages.h"

#include <new>
#include <sys/mman.h>

namespace sp::schemas {
namespace {

constexpr std::size_t large_page = 2 << 20;

class LargePages : public std::pmr::memory_resource {
  static std::align_val_t alignment_of(std::size_t bytes, std::size_t alignment) {
    return std::align_val_t{bytes < large_page ? alignment : large_page};
  }

  void* do_allocate(std::size_t bytes, std::size_t alignment) override {
    void* const block = ::operator new(bytes, alignment_of(bytes, alignment));
    // It is only advice: where the kernel does not take it, the pages are small.
    if (bytes >= large_page) ::madvise(block, bytes, MADV_HUGEPAGE);
    return block;
  }

  void do_deallocate(void* block, std::size_t bytes, std::size_t alignment) override {
    ::operator delete(block, alignment_of(bytes, alignment));
  }

  bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }
};

}  // namespace

std::pmr::memory_resource* large_pages() {
  static LargePages resource;
  return &resource;
}

}  // namespace sp::schemas

// A saxpy() in a comment { is no function.
#include <cstdio>
#include <vector>

#define CHECK(call)                                    \
  do {                                                 \
    cudaError_t status = (call);                       \
    if (status != cudaSuccess) {                       \
      printf("} not a brace: %s\n", cudaGetErrorString(status)); \
    }                                                  \
  } while (0)
#define WARP 32  // lanes

namespace lens {
namespace detail {

/* Doc comment with void ghost() { } inside. */
template <typename T, int N = (1 << 3)>
__device__ __forceinline__ T reduce(T value) {
  for (int offset = WARP / 2; offset > 0; offset /= 2) {
    value += __shfl_down_sync(0xffffffff, value, offset);
  }
  return value;
}

}  // namespace detail

template <typename T>
__global__ void __launch_bounds__(256, 2)
    saxpy(int n, T a, const T* __restrict__ x, T* y) {
  __shared__ float tile[WARP];
  const char* text = "{ // not a comment";
  char brace = '{';
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  auto twice = [=](T v) { return v * 2; };
  if (i < n) {
    y[i] = a * x[i] + y[i];
  }
}

struct alignas(16) Timer {
 public:
  explicit Timer(cudaStream_t stream) : stream_{stream}, events_(2) {
    cudaEventCreate(&start_);
  }
  ~Timer() { cudaEventDestroy(start_); }
  float stop();
  bool operator==(const Timer& other) const { return start_ == other.start_; }
  void operator()(int n) noexcept
  {
    n_ = n;
  }

 private:
  struct Record {
    float ms = 0.0f;
  };
  cudaStream_t stream_;
  std::vector<int> events_{1, 2};
  cudaEvent_t start_;
  int n_;
};

float Timer::stop() {
  return 0.0f;
}

enum class Mode : int {
  kFast,
  kExact,
};

static const int kSizes[] = {1, 2, 3};

}  // namespace lens

template <>
struct std::hash<lens::Mode> {
  size_t operator()(lens::Mode m) const { return static_cast<size_t>(m); }
};

extern "C" __global__ void scale(float* x) { x[threadIdx.x] *= 2.0f; }

void saxpy(int n);

void saxpy(int n) {
  lens::saxpy<float><<<(n + 255) / 256, 256, 0, 0>>>(n, 2.0f, nullptr, nullptr);
  CHECK(cudaGetLastError());
}

int main(int argc, char** argv) {
  saxpy(1 << 20);
  return 0;
}

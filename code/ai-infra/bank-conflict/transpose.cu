// Transpose a matrix of floats on a GPU in three ways, and check every element.
//
//   nvcc -O2 -arch=sm_90 transpose.cu -o transpose && ./transpose
//
// All three kernels read row by row. They differ in the order of their stores, and in how the
// values wait in shared memory in between.

#include <cuda_runtime.h>

#include <cstdio>
#include <cstdlib>
#include <vector>

#define CHECK(call)                                                                \
    do {                                                                           \
        cudaError_t status = (call);                                               \
        if (status != cudaSuccess) {                                               \
            std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__,                \
                         cudaGetErrorString(status));                              \
            std::exit(1);                                                          \
        }                                                                          \
    } while (0)

constexpr int SIZE = 4096;

// Neighbour lanes store 4 * height bytes apart.
__global__ void transpose_naive(
    const float* in, float* out, int width, int height) {
    int x = blockIdx.x * 32 + threadIdx.x;
    int y = blockIdx.y * 32 + threadIdx.y;
    if (x < width && y < height) {
        out[x * height + y] = in[y * width + x];
    }
}

// Rows go in, columns come out; both copies to and from device memory are contiguous.
__global__ void transpose_tiled(
    const float* in, float* out, int width, int height) {
    __shared__ float tile[32][32];

    int x = blockIdx.x * 32 + threadIdx.x;
    int y = blockIdx.y * 32 + threadIdx.y;
    if (x < width && y < height) {
        tile[threadIdx.y][threadIdx.x] = in[y * width + x];
    }
    __syncthreads();

    x = blockIdx.y * 32 + threadIdx.x;
    y = blockIdx.x * 32 + threadIdx.y;
    if (x < height && y < width) {
        out[y * height + x] = tile[threadIdx.x][threadIdx.y];
    }
}

// The same with one unused column, which moves each row by one bank.
__global__ void transpose_padded(
    const float* in, float* out, int width, int height) {
    __shared__ float tile[32][33];

    int x = blockIdx.x * 32 + threadIdx.x;
    int y = blockIdx.y * 32 + threadIdx.y;
    if (x < width && y < height) {
        tile[threadIdx.y][threadIdx.x] = in[y * width + x];
    }
    __syncthreads();

    x = blockIdx.y * 32 + threadIdx.x;
    y = blockIdx.x * 32 + threadIdx.y;
    if (x < height && y < width) {
        out[y * height + x] = tile[threadIdx.x][threadIdx.y];
    }
}

using Kernel = void (*)(const float*, float*, int, int);

// Mean milliseconds of a launch, after one that does not count.
float milliseconds_per_launch(Kernel kernel, const float* in, float* out, int repeats) {
    dim3 block(32, 32);
    dim3 grid((SIZE + 31) / 32, (SIZE + 31) / 32);
    cudaEvent_t begin, end;
    CHECK(cudaEventCreate(&begin));
    CHECK(cudaEventCreate(&end));
    kernel<<<grid, block>>>(in, out, SIZE, SIZE);
    CHECK(cudaGetLastError());
    CHECK(cudaEventRecord(begin));
    for (int repeat = 0; repeat < repeats; ++repeat) {
        kernel<<<grid, block>>>(in, out, SIZE, SIZE);
    }
    CHECK(cudaEventRecord(end));
    CHECK(cudaEventSynchronize(end));
    CHECK(cudaGetLastError());
    float milliseconds = 0.0f;
    CHECK(cudaEventElapsedTime(&milliseconds, begin, end));
    CHECK(cudaEventDestroy(begin));
    CHECK(cudaEventDestroy(end));
    return milliseconds / repeats;
}

int main() {
    cudaDeviceProp device{};
    CHECK(cudaGetDeviceProperties(&device, 0));
    std::printf("%s, %d x %d floats\n", device.name, SIZE, SIZE);

    const size_t elements = static_cast<size_t>(SIZE) * SIZE;
    const size_t bytes = elements * sizeof(float);
    std::vector<float> before(elements), after(elements);
    for (size_t i = 0; i < elements; ++i) {
        before[i] = static_cast<float>(i);  // below 2^24, so each is its own exact float
    }
    float *in = nullptr, *out = nullptr;
    CHECK(cudaMalloc(&in, bytes));
    CHECK(cudaMalloc(&out, bytes));
    CHECK(cudaMemcpy(in, before.data(), bytes, cudaMemcpyHostToDevice));

    const struct {
        const char* name;
        Kernel kernel;
    } ways[] = {
        {"naive", transpose_naive}, {"tiled", transpose_tiled}, {"padded", transpose_padded}};

    size_t all_wrong = 0;
    for (const auto& way : ways) {
        CHECK(cudaMemset(out, 0xff, bytes));
        float milliseconds = milliseconds_per_launch(way.kernel, in, out, 20);
        CHECK(cudaMemcpy(after.data(), out, bytes, cudaMemcpyDeviceToHost));
        size_t wrong = 0;
        for (int y = 0; y < SIZE; ++y) {
            for (int x = 0; x < SIZE; ++x) {
                size_t here = static_cast<size_t>(y) * SIZE + x;
                size_t there = static_cast<size_t>(x) * SIZE + y;
                wrong += after[there] != before[here];
            }
        }
        all_wrong += wrong;
        std::printf("%-7s %zu wrong  %8.1f us  %7.1f GB/s\n", way.name, wrong, milliseconds * 1e3,
                    2.0 * bytes / milliseconds / 1e6);
    }
    CHECK(cudaFree(in));
    CHECK(cudaFree(out));
    return all_wrong == 0 ? 0 : 1;
}

// Sum 2^20 floats on a GPU in three ways, and check each sum.
//
//   nvcc -O2 -arch=sm_90 reduce.cu -o reduce && ./reduce
//
// The values are i mod 7. Their total is 3,145,722, below 2^24, so every partial sum is a whole
// number that a float holds exactly: all three kernels must agree to the last bit.

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

constexpr int COUNT = 1 << 20;
constexpr int BLOCK = 256;
constexpr int WARP = 32;
constexpr int WARPS = BLOCK / WARP;
constexpr unsigned ALL_LANES = 0xffffffffu;

// One atomic addition for each value: correct, and a queue at a single address.
__global__ void reduce_naive(
    const float* values, float* total, int count) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) {
        atomicAdd(total, values[i]);
    }
}

// A tree in shared memory, then one atomic addition for each block.
__global__ void reduce_tree(
    const float* values, float* total, int count) {
    __shared__ float tile[BLOCK];

    int first = blockIdx.x * blockDim.x + threadIdx.x;
    int grid = gridDim.x * blockDim.x;
    float local_sum = 0.0f;
    for (int i = first; i < count; i += grid) {
        local_sum += values[i];
    }
    tile[threadIdx.x] = local_sum;
    __syncthreads();

    for (int stride = BLOCK / 2; stride > 0; stride /= 2) {
        if (threadIdx.x < stride) {
            tile[threadIdx.x] += tile[threadIdx.x + stride];
        }
        __syncthreads();
    }
    if (threadIdx.x == 0) {
        atomicAdd(total, tile[0]);
    }
}

// The sum of a warp's 32 values, in lane 0. Values travel from register to register.
__device__ float warp_sum(float value) {
    for (int offset = WARP / 2; offset > 0; offset /= 2) {
        value += __shfl_down_sync(ALL_LANES, value, offset);
    }
    return value;
}

// Warps add in registers; shared memory carries one number from each of them.
__global__ void reduce_shuffle(
    const float* values, float* total, int count) {
    __shared__ float partials[WARPS];
    int lane = threadIdx.x % WARP;
    int warp = threadIdx.x / WARP;

    int first = blockIdx.x * blockDim.x + threadIdx.x;
    int grid = gridDim.x * blockDim.x;
    float local_sum = 0.0f;
    for (int i = first; i < count; i += grid) {
        local_sum += values[i];
    }
    local_sum = warp_sum(local_sum);
    if (lane == 0) {
        partials[warp] = local_sum;
    }
    __syncthreads();

    if (warp == 0) {
        local_sum = lane < WARPS ? partials[lane] : 0.0f;
        local_sum = warp_sum(local_sum);
        if (lane == 0) {
            atomicAdd(total, local_sum);
        }
    }
}

using Kernel = void (*)(const float*, float*, int);

struct Run {
    float total;
    float microseconds;
};

// The total of one launch, and the mean time of `repeats` further ones.
Run measure(Kernel kernel, const float* values, float* total, int blocks, int repeats) {
    CHECK(cudaMemset(total, 0, sizeof(float)));
    kernel<<<blocks, BLOCK>>>(values, total, COUNT);
    CHECK(cudaGetLastError());
    Run run{};
    CHECK(cudaMemcpy(&run.total, total, sizeof(float), cudaMemcpyDeviceToHost));

    cudaEvent_t begin, end;
    CHECK(cudaEventCreate(&begin));
    CHECK(cudaEventCreate(&end));
    CHECK(cudaEventRecord(begin));
    for (int repeat = 0; repeat < repeats; ++repeat) {
        kernel<<<blocks, BLOCK>>>(values, total, COUNT);
    }
    CHECK(cudaEventRecord(end));
    CHECK(cudaEventSynchronize(end));
    CHECK(cudaGetLastError());
    float milliseconds = 0.0f;
    CHECK(cudaEventElapsedTime(&milliseconds, begin, end));
    run.microseconds = milliseconds * 1e3f / repeats;
    CHECK(cudaEventDestroy(begin));
    CHECK(cudaEventDestroy(end));
    return run;
}

int main() {
    cudaDeviceProp device{};
    CHECK(cudaGetDeviceProperties(&device, 0));
    std::printf("%s, %d values in blocks of %d\n", device.name, COUNT, BLOCK);

    std::vector<float> host(COUNT);
    double expected = 0.0;
    for (int i = 0; i < COUNT; ++i) {
        host[i] = static_cast<float>(i % 7);
        expected += host[i];
    }
    float *values = nullptr, *total = nullptr;
    CHECK(cudaMalloc(&values, COUNT * sizeof(float)));
    CHECK(cudaMalloc(&total, sizeof(float)));
    CHECK(cudaMemcpy(values, host.data(), COUNT * sizeof(float), cudaMemcpyHostToDevice));

    const struct {
        const char* name;
        Kernel kernel;
    } ways[] = {{"naive", reduce_naive}, {"tree", reduce_tree}, {"shuffle", reduce_shuffle}};

    const int blocks = (COUNT + BLOCK - 1) / BLOCK;
    bool all_right = true;
    for (const auto& way : ways) {
        Run run = measure(way.kernel, values, total, blocks, 100);
        bool right = run.total == expected;
        all_right = all_right && right;
        std::printf("%-8s sum %.0f  %s  %9.2f us\n", way.name, run.total,
                    right ? "right" : "WRONG", run.microseconds);
    }
    CHECK(cudaFree(values));
    CHECK(cudaFree(total));
    return all_right ? 0 : 1;
}

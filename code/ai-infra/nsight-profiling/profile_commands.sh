#!/usr/bin/env bash
# Three runs of one fixed workload: unprofiled, on a timeline, and one kernel under counters.
# usage: ./profile_commands.sh baseline|timeline|kernel
#   GPUS=8 TRAIN="train.py --steps 60 --seed 0" BENCH=bench.py KERNEL=attn ./profile_commands.sh timeline
set -euo pipefail

GPUS=${GPUS:-8}
TRAIN=${TRAIN:-train.py}
BENCH=${BENCH:-bench.py}
KERNEL=${KERNEL:-attn}
OUT=${OUT:-profiles}
mkdir -p "$OUT"

baseline() {
    # TRAIN holds a script and its arguments, so it is split into words on purpose.
    torchrun --nproc-per-node="$GPUS" $TRAIN
}

# region: nsys
timeline() {
    nsys profile \
        --trace=cuda,nvtx,osrt \
        --capture-range=cudaProfilerApi --capture-range-end=stop \
        --output="$OUT/step" --force-overwrite=true \
        torchrun --nproc-per-node="$GPUS" $TRAIN
    nsys stats --report cuda_gpu_kern_sum,cuda_gpu_mem_time_sum,nvtx_sum "$OUT/step.nsys-rep"
}
# endregion

# region: ncu
kernel() {
    ncu --set full \
        --kernel-name "regex:$KERNEL" \
        --launch-skip 20 --launch-count 5 \
        --export "$OUT/kernel" --force-overwrite \
        python "$BENCH"
    ncu --import "$OUT/kernel.ncu-rep" --page details
}
# endregion

case "${1:-}" in
    baseline | timeline | kernel) "$1" ;;
    *)
        echo "usage: $0 baseline|timeline|kernel" >&2
        exit 2
        ;;
esac

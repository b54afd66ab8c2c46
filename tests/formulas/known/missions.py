"""Single requests, fan-out, batches, links, small devices."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tests.formulas.claims import Claim
from tests.formulas.known.value import Known, known

H100 = {"peak": 989.4e12, "efficiency": 0.5}
NVLINK = {"bandwidth": 450e9, "hop": 0.6e-6}


def values() -> Iterator[Known]:
    yield from _requests()
    yield from _edge()
    yield from _batches()
    yield from _small()
    yield from _memory()


def _requests() -> Iterator[Known]:
    yield known("requests.pipeline_stages", 4, "8 / 2", devices=8, tensor_parallel=2)
    # 2·69.5e9·1,024 FLOP and 2·80·1,024²·8,192 of attention, by hand.
    work = 2 * 69_503_033_344 * 1024 + 2 * 80 * 1024**2 * 8192
    shared = work / (8 * 989.4e12 * 0.5)
    yield known("requests.shared_work_seconds", 36.3e-3, "143.7 TFLOP over 3,957.6 TFLOP/s",
                within=2e-3, work=work, devices=8, **H100)  # fmt: skip
    yield known("requests.request_bubble_seconds", 7 * shared, "seven of eight stages stand idle",
                shared=shared, stages=8, chunks=1)  # fmt: skip
    # 160 all-reduces of 16.78 MB: 1.75 times the size over 450 GB/s, and 14 hops.
    reduces = 160 * (1.75 * 1024 * 8192 * 2 / 450e9 + 14 * 0.6e-6)
    common = {"layers": 80, "tokens": 1024, "hidden": 8192, "element_bytes": 2, **NVLINK}
    yield known("requests.request_reduce_seconds", reduces, "160 all-reduces, by hand",
                tensor_parallel=8, stages=1, chunks=1, **common)  # fmt: skip
    yield known("requests.request_reduce_seconds",
                5 / 2 * 160 / 4 * (2 * 0.75 * 1024 * 8192 * 2 / 450e9 + 4 * 6 * 0.6e-6),
                "two stages, four chunks: five of their times", tensor_parallel=4, stages=2,
                chunks=4, **common)  # fmt: skip
    handed = 1024 * 8192 * 2 / 450e9 + 0.6e-6
    rest = {key: value for key, value in common.items() if key != "layers"}
    yield known("requests.request_handoff_seconds", 7 * handed, "seven hand-offs", stages=8,
                chunks=1, **rest)  # fmt: skip
    yield known("requests.request_total_seconds", 10, "1 + 2 + 3 + 4", compute=1, bubble=2,
                reduces=3, handoffs=4)  # fmt: skip
    yield known("requests.full_pipeline_rate", 20, "a stage is busy for 40 + 10 ms",
                compute=0.04, reduces=0.02, stages=2, chunks=1)  # fmt: skip
    harmonic = sum(1 / k for k in range(1, 9))
    yield known("requests.batched_token_rate", 800 / harmonic,
                "the longest of 8 lasts 2.718 lengths", batch=8, step=0.01,
                continuous=False)  # fmt: skip
    yield known("requests.time_ratio", 5, "50 over 10", time=0.05, reference=0.01)
    yield known("requests.time_share", 0.2, "10 of 50", part=0.01, whole=0.05)


def _edge() -> Iterator[Known]:
    # One server, load 0.5, no queue of others: survival is exp(-t/2S).
    one = {"arrivals": 500, "service": 1e-3, "servers": 1}
    yield known("edge.copied_share", 0.05, "asked again after the 95th percentile",
                hedge_after=2e-3 * math.log(20), **one)  # fmt: skip
    level = 0.99**0.1
    yield known("edge.fan_out_quantile", -math.log1p(-level) * 2e-3,
                "ten branches: each must meet its 99.8995th percentile", within=1e-9,
                branches=10, hedge_after=0, quantile=0.99, **one)  # fmt: skip
    copied = math.exp(-6e-3 / 2e-3)
    mean = 1e-3 / (1 - 0.5 * (1 + copied))
    yield known("edge.fan_out_quantile", (6e-3 - mean * math.log(1 - level)) / 2,
                "exp(-t/m)·exp(-(t - h)/m) is the tail", within=1e-9, branches=10,
                hedge_after=6e-3, quantile=0.99, **one)  # fmt: skip


def _batches() -> Iterator[Known]:
    server = {"batch_limit": 32, "fixed": 4e-3, "each": 0.5e-3}
    yield known("batching.gathered_batch", 5, "four come in the window of the first", arrivals=400,
                window=10e-3, **server)  # fmt: skip
    yield known("batching.gathered_batch", 12, "1,500 a second · 8 ms", arrivals=1500, window=0,
                batch_limit=32, fixed=2e-3, each=0.5e-3)  # fmt: skip
    yield known("batching.backlog_mean", 4.5e-3, "0.9 / 0.2 requests at 1,000 a second",
                arrivals=900, batch_limit=10, fixed=5e-3, each=0.5e-3)  # fmt: skip
    yield known("batching.two_waits_survival", 3 * math.exp(-2), "equal means: exp(-t)·(1 + t)",
                first=1, second=1, time=2)  # fmt: skip
    yield known("batching.two_waits_survival", 2 * math.exp(-1) - math.exp(-2),
                "means 2 and 1: 2·exp(-t/2) - exp(-t)", first=2, second=1, time=2)  # fmt: skip
    yield known("batching.two_waits_quantile", 6.638352, "gamma of shape 2: chi squared of 4 "
                "degrees of freedom, 13.2767 / 2", within=1e-5, first=1, second=1,
                quantile=0.99)  # fmt: skip
    # Events of the same server in an independent program: 19.00, 41.76 and 98.68 ms.
    simulated = ((480, 19.00), (1440, 41.76))
    for arrivals, time in simulated:
        yield known("batching.batched_quantile", time * 1e-3, "a simulation of 150,000 requests",
                    within=0.2, arrivals=arrivals, window=10e-3, delay=0, jitter=0,
                    quantile=0.99, **server)  # fmt: skip
    yield known("batching.batched_quantile", 98.68e-3, "a simulation of 150,000 requests",
                within=0.2, arrivals=225, window=0, batch_limit=1, fixed=0, each=4e-3,
                delay=3e-3, jitter=1e-3, quantile=0.99)  # fmt: skip


def _small() -> Iterator[Known]:
    yield known("radio.activation_bytes", 51_200, "half of half of 204,800", first=204_800,
                kept=0.5, layers_before=2)  # fmt: skip
    yield known("radio.part_seconds", 0.01, "4 of 12 layers of 30 ms", whole=0.03, layers_here=4,
                layers=12)  # fmt: skip
    yield known("radio.rest_seconds", 0.02, "8 of 12 layers of 30 ms", whole=0.03,
                layers_before=4, layers=12)  # fmt: skip
    link = {"size": 1e5, "bandwidth": 25e6, "startup": 3e-3, "layers": 12}
    yield known("radio.cut_seconds", 7e-3, "3 ms and 100 kB at 25 MB/s", layers_before=4, **link)
    yield known("radio.cut_seconds", 0, "nothing is sent", layers_before=12, **link)
    # CC2340R5: 5.1 mA at 3 V; a byte takes 8 µs at 1 Mb/s.
    yield known("wearable.active_energy", 15.3e-3 * 8e-6, "15.3 mW for 8 µs", power=15.3e-3,
                active=8e-6)  # fmt: skip
    yield known("wearable.batch_energy", 6e-3, "2 W for (4 / 2 + 1) ms", power=2, fixed=4e-3,
                each=1e-3, batch=2)  # fmt: skip
    yield known("wearable.gathering_seconds", 8e-3, "2 frames of 4 ms", period=4e-3, frames=2)
    yield known("wearable.mean_power", 0.895e-3, "a quarter of 14 µJ in 4 ms, and 20 µW",
                period=4e-3, frames=1, each=10e-6, wake=4e-6, duty=0.25, sleep=20e-6)  # fmt: skip
    yield known("radio.group_bytes", 300, "three of 100 B", size=100, frames=3)
    yield known("radio.split_seconds", 10, "1 + 2 + 3 + 4", gather=1, here=2, handoff=3, there=4)
    yield known("radio.frame_rate", 50, "the slowest takes 20 ms", here=0.02, handoff=0.01,
                there=0.001)  # fmt: skip
    yield known("wearable.missed_share", 0.5, "half of the speech", duty=0.2, speech=0.4)
    yield known("wearable.frame_energy", 3, "1 + 2", compute=1, radio=2)
    yield known("wearable.budget_share", 0.9, "0.9 of 1 mW is more than 5 of 10 ms", latency=5e-3,
                latency_budget=10e-3, power=0.9e-3, power_budget=1e-3)  # fmt: skip


def _memory() -> Iterator[Known]:
    yield known("queueing.quantile_at_load", 46.0517, "4.605 of ten service times", within=1e-6,
                load=0.9, service=1, quantile=0.99)  # fmt: skip
    yield known("training.stage_traffic_bytes", 42e9, "3 · 7/8 of 16 GB", model_bytes=16e9,
                ranks=8, stage=3)  # fmt: skip
    yield known("training.stage_traffic_bytes", 28e9, "2 · 7/8 of 16 GB", model_bytes=16e9,
                ranks=8, stage=2)  # fmt: skip
    left = Claim("paging.remaining_bytes", {"memory": 80 * 2**30, "weights": 2 * 8_030_261_248,
                                            "draft": 2e9, "drafted": 0})  # fmt: skip
    yield known("paging.remaining_bytes", 67.84e9, "69.84 GB less 2 GB", within=1e-4,
                memory=80 * 2**30, weights=2 * 8_030_261_248, draft=2e9,
                drafted=4)  # fmt: skip
    cache = {"bytes_per_token": 131_072, "block": 16, "mean_length": 2048, "shared": 0}
    yield known("paging.paged_users", 259, "69.84 GB / (2,055.5 · 131,072 B)", budget=left, **cache)
    yield known("paging.held_users", 65, "69.84 GB / (8,192 · 131,072 B)", paged=False,
                longest=8192, budget=left, **cache)  # fmt: skip
    yield known("paging.count_ratio", 4, "260 / 65", count=260, reference=65)
    yield known("paging.filled_share", 0.25, "a quarter of each reservation", paged=True,
                shared=0, users=65, mean_length=2048, bytes_per_token=131_072,
                budget=65 * 8192 * 131_072)  # fmt: skip
    yield known("paging.complete_length", 2048, "1,024 + 1,024", mean_prompt=1024, mean_output=1024)
    yield known("paging.cached_bytes", 65 * 2048 * 131_072, "65 sequences", users=65,
                mean_length=2048, bytes_per_token=131_072)  # fmt: skip
    yield known("cost.cost_per_user", 2.5 / 3600 / 65, "$2.50 an hour for 65", devices=1,
                device_price=2.5 / 3600, users=65)  # fmt: skip

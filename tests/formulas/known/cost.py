"""Cost of tokens: a day of a large service, and shares of it by hand."""

from __future__ import annotations

from collections.abc import Iterator

from tests.formulas.known.value import Known, known

HOUR = 3600
DAY = "DeepSeek-AI, DeepSeek-V3/R1 Inference System Overview, 2025: "


def values() -> Iterator[Known]:
    node = {"devices": 8, "device_price": 2 / HOUR, "utilization": 1}
    name = "cost.cost_per_token"
    source = "LMSYS, 2025: 22,300 tokens/s of a node, $0.20 a million at $2 an hour"
    yield known(name, 0.20e-6, source, within=5e-3, throughput=22_300, **node)
    yield known(
        "cost.training_cost",
        87_072,
        DAY + "226.75 nodes for a day",
        devices=226.75 * 8,
        device_price=2 / HOUR,
        seconds=24 * HOUR,
    )
    read, written = 608e9, 168e9
    yield known(
        "cost.exchange_cost",
        87_072,
        DAY + "both throughputs and the nodes say the same",
        within=1e-3,
        input_tokens=read,
        output_tokens=written,
        input_cost=16 / HOUR / 73_700,
        output_cost=16 / HOUR / 14_800,
    )
    yield known(
        "cost.exchange_price",
        562_027,
        DAY + "at R1's list of prices",
        within=1e-3,
        input_tokens=read,
        output_tokens=written,
        cached_share=342 / 608,
        input_price=0.55e-6,
        cached_price=0.14e-6,
        output_price=2.19e-6,
    )
    day = {"cost": 87_072, "price": 562_027}
    yield known("cost.margin_over_cost", 5.45, DAY + "545 %", within=1e-3, **day)
    yield known(
        "cost.mean_cost_per_token",
        87_072 / 776e9,
        "by hand",
        cost=87_072,
        input_tokens=read,
        output_tokens=written,
    )
    name = "cost.break_even_utilization"
    yield known(name, 0.1549, "87,072 of 562,027", within=1e-3, utilization=1, **day)
    yield known(name, 0.25, "half as busy costs as much", cost=1, price=2, utilization=0.5)
    name = "cost.break_even_device_price"
    yield known(name, 6 / HOUR, "three times the cost", cost=1, price=3, device_price=2 / HOUR)
    yield known(
        "cost.devices_for_requests",
        400,
        "2 s + 3 s of a group of 8, ten a second, everyone always busy",
        arrivals=10,
        input_tokens=2_000,
        output_tokens=300,
        devices=8,
        input_throughput=1_000,
        output_throughput=100,
        utilization=1,
    )
    yield known(
        "cost.devices_for_requests",
        226.75 * 8,
        DAY + "608e9 and 168e9 tokens a day",
        within=1e-3,
        arrivals=1 / 86_400,
        input_tokens=read,
        output_tokens=written,
        devices=8,
        input_throughput=73_700,
        output_throughput=14_800,
        utilization=1,
    )

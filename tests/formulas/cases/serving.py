"""Speculative decoding, queues, latents, rollouts."""

from __future__ import annotations

from tests.formulas.cases.shared import Cases, Claims, Inputs
from tests.formulas.claims import Claim, claim


def speculation(formula: str, i: Inputs, **cost: float) -> list[Claim]:
    return [
        claim(formula, acceptance=alpha, drafted=gamma, **cost) for alpha, gamma in i["alpha_gamma"]
    ]


def queue(i: Inputs) -> Inputs:
    arrivals = i["lam"] if "lam" in i else i["offered_erlangs"] * i["mu"]
    return {"arrivals": arrivals, "service": 1 / i["mu"], "servers": i.get("servers", 1)}


def erlang(i: Inputs) -> Claims:
    service = i["service_min"]
    values = {
        "arrivals": i["offered_erlangs"] / service,
        "service": service,
        "servers": i["servers"],
    }
    return {
        "p_wait": claim("queueing.waiting_probability", **values),
        "service_level": claim(
            "queueing.wait_survival", offset=1, unit=-1, time=i["target_min"], **values
        ),
        "occupancy": claim("queueing.utilization", **values),
    }


def general(i: Inputs, variability: float) -> Claim:
    return claim(
        "queueing.general_service_mean_wait",
        arrivals=i["lam"],
        service=1 / i["mu"],
        service_variability=variability,
    )


def latents(frames: int, height: int, width: int, stride: list[int], patch: list[int]) -> Claim:
    return claim(
        "latents.latent_tokens",
        frames=frames,
        height=height,
        width=width,
        time_stride=stride[0],
        space_stride=stride[1],
        time_patch=patch[0],
        space_patch=patch[1],
    )


def wan(i: Inputs) -> Claims:
    size = (i["frames"], i["height"], i["width"])
    return {"tokens": latents(*size, i["vae_stride"], i["patch"])}


def areal(i: Inputs) -> Claims:
    return {
        "capacity": claim(
            "rollout.admissible_rollouts",
            concurrency=i["max_concurrent"],
            batch=i["consumer_batch"],
            staleness=i["max_staleness"],
            version=i["version"],
            running=i["running"],
            accepted=i["accepted"],
        )
    }


CASES: Cases = {
    "spec-bigram": lambda i: {
        "speedup": claim(
            "speculative.speculative_speedup",
            acceptance=i["alpha"],
            drafted=i["gamma"],
            draft_cost=i["c"],
            verify_cost=1,
        )
    },
    "spec-table1": lambda i: {
        "speed": speculation(
            "speculative.speculative_speedup", i, draft_cost=i["c"], verify_cost=1
        ),
        "operations": speculation("speculative.speculative_operations", i, draft_operations=i["c"]),
    },
    "spec-limit-alpha-1": lambda i: {
        "tokens": claim("speculative.tokens_per_pass", acceptance=i["alpha"], drafted=i["gamma"])
    },
    "mm1-knee": lambda i: {
        "W_in_service_times": [
            claim("queueing.single_server_mean", arrivals=load * i["mu"], service=1 / i["mu"])
            for load in i["rho"]
        ]
    },
    "mmc-mean-trap": lambda i: {"W_right": claim("queueing.mean_latency", **queue(i))},
    "mmc-p99-wq": lambda i: {
        "Wq_p99_min": claim("queueing.wait_quantile", quantile=i["p"], **queue(i))
    },
    "mm1-wq-percentile-atom": lambda i: {
        "Wq_p": [claim("queueing.wait_quantile", quantile=p, **queue(i)) for p in i["p"]]
    },
    "md1-half-wait": lambda i: {"Wq_md1": general(i, 0), "Wq_mm1": general(i, 1)},
    "mmc-erlangc-14": erlang,
    "image-dit-xl2": lambda i: {
        "tokens": [
            latents(1, side, side, [1, i["vae"]], [1, i["patch"]]) for side in i["resolutions"]
        ]
    },
    "image-flux-1024": lambda i: {
        "tokens": latents(1, i["height"], i["width"], [1, i["vae"]], [1, i["patch"]])
    },
    "video-small": lambda i: {
        "tokens": [latents(f, h, w, [4, 8], [1, 2]) for f, h, w in i["cases"]]
    },
    "video-wan21-720p": wan,
    "video-wan21-480p": wan,
    "rl-areal-version5": areal,
    "rl-areal-at-limit": areal,
    "rl-areal-initial": areal,
    "rl-areal-running3": areal,
}

"""What the page simulates, written a second time as processes of SimPy, an event at a time."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from typing import Any

import simpy

Process = Generator[simpy.Event, Any, None]


def asked(
    arrivals: Sequence[float],
    services: Sequence[Sequence[float]],
    copies: Sequence[Sequence[float]],
    servers: int,
    patience: float,
) -> list[float]:
    """Seconds until every branch has answered; with ``patience`` 0 nothing is asked twice."""
    env = simpy.Environment()
    lines = [simpy.Resource(env, servers) for _ in services]
    again = [iter(times) for times in copies]
    answers = [0.0] * len(arrivals)

    def serve(
        line: simpy.Resource, times: Iterator[float], answer: simpy.Event, copy: bool
    ) -> Process:
        with line.request() as turn:
            yield turn
            if copy and answer.triggered:
                return
            yield env.timeout(next(times))
        if not answer.triggered:
            answer.succeed()

    def ask(branch: int, number: int) -> Process:
        answer = env.event()
        line = lines[branch]
        env.process(serve(line, iter([services[branch][number]]), answer, False))
        if patience:
            yield answer | env.timeout(patience)
            if not answer.triggered:
                env.process(serve(line, again[branch], answer, True))
        yield answer

    def request(number: int) -> Process:
        yield env.timeout(arrivals[number])
        yield env.all_of([env.process(ask(branch, number)) for branch in range(len(services))])
        answers[number] = env.now - arrivals[number]

    for number in range(len(arrivals)):
        env.process(request(number))
    env.run()
    return answers


def batched(
    arrivals: Sequence[float], window: float, largest: int, fixed: float, each: float
) -> list[float]:
    """Seconds until each request is answered by a server that takes them in batches."""
    env = simpy.Environment()
    line: list[int] = []
    answers = [0.0] * len(arrivals)
    came = [env.event()]

    def arrive() -> Process:
        for number, time in enumerate(arrivals):
            yield env.timeout(time - env.now)
            line.append(number)
            came[0].succeed()
            came[0] = env.event()

    def server() -> Process:
        while True:
            while not line:
                yield came[0]
            until = env.timeout(max(0.0, arrivals[line[0]] + window - env.now))
            while len(line) < largest and not until.processed:
                yield until | came[0]
            batch = line[:largest]
            del line[:largest]
            yield env.timeout(fixed + each * len(batch))
            for number in batch:
                answers[number] = env.now - arrivals[number]

    env.process(arrive())
    env.process(server())
    env.run()
    return answers


Log = list[tuple[int, int, int]]
ADMITTED, PREEMPTED, ENDED, REFUSED = range(4)


def slotted(arrives: Sequence[int], made: Sequence[int], slots: int, steps: int) -> Log:
    """Admissions and ends where each sequence holds one of some equal slots for ``made`` steps."""
    env = simpy.Environment()
    pool = simpy.Resource(env, slots)
    log: Log = []

    def sequence(number: int) -> Process:
        yield env.timeout(arrives[number])
        with pool.request() as slot:
            yield slot
            log.append((int(env.now), ADMITTED, number))
            yield env.timeout(made[number])
        log.append((int(env.now), ENDED, number))

    for number in range(len(arrives)):
        env.process(sequence(number))
    env.run(until=steps)
    return log


class PagedServer:
    """Sequences that take blocks from a container as they grow, clocked step by step."""

    def __init__(self, settings: dict[str, int], trace: dict[str, list[int]], steps: int) -> None:
        self.env = simpy.Environment()
        self.blocks = simpy.Container(self.env, settings["blocks"], init=settings["blocks"])
        self.block = settings["block"]
        self.common = settings["shared"] // self.block  # blocks that all share
        self.longest = min(settings["longest"], settings["blocks"] * self.block)
        self.policy, self.budget = settings["policy"], settings["budget"]
        self.stride = max(1, round(settings["mean_output"] / 32))
        self.arrives, self.prompt, self.final = trace["arrives"], trace["prompt"], trace["final"]
        self.tokens = list(self.prompt)
        self.lost = [0] * len(self.prompt)
        self.touched: list[int] = []  # the least recently served first
        self.running: list[int] = []
        self.held: dict[int, int] = {}
        self.safe: set[int] = set()
        self.line = simpy.Store(self.env)
        self.log: Log = []
        self.moved = 0  # blocks, to the host and back
        self.recomputed = 0  # tokens
        self.steps = steps

    def run(self) -> Log:
        """What happened: step, event, sequence."""
        self.env.process(self.arrivals())
        self.env.process(self.server())
        self.env.run(until=self.steps)
        return self.log

    def arrivals(self) -> Process:
        for number, step in enumerate(self.arrives):
            yield self.env.timeout(step - self.env.now)
            yield self.line.put(number)

    def server(self) -> Process:
        while True:
            yield self.env.timeout(0.5)  # arrivals of this step come first
            for number in [one for one in self.running if self.tokens[one] == self.final[one]]:
                self.leave(number, ENDED)
            self.admit()
            for number in list(self.running):
                if number in self.running:
                    self.serve(number)
            yield self.env.timeout(0.5)

    def admit(self) -> None:
        while self.line.items:
            number = self.line.items[0]
            safe = self.lost[number] >= self.budget
            own = self.own(self.tokens[number])
            wanted = (self.own(self.longest) if safe else own) + (
                0 if self.running else self.common
            )
            if wanted > self.blocks.level - self.promised():
                break
            self.line.items.pop(0)
            if self.lost[number] and self.policy == 1:
                self.moved += own
            elif self.lost[number]:
                there = self.common * self.block if self.running else 0
                self.recomputed += self.tokens[number] - there
            if not self.running:
                self.get(self.common)
            self.get(own)
            self.held[number] = own
            self.running.append(number)
            self.touched.append(number)
            if safe:
                self.safe.add(number)
            self.note(ADMITTED, number)
        for number in self.line.items:
            if self.arrives[number] == int(self.env.now) and not self.lost[number]:
                self.note(REFUSED, number)

    def serve(self, number: int) -> None:
        tokens = min(self.tokens[number] + self.stride, self.final[number])
        more = self.own(tokens) - self.held[number]
        while number not in self.safe and more > self.blocks.level - self.promised():
            victim = self.victim(number)
            self.moved += self.held[victim] if self.policy == 1 else 0
            self.leave(victim, PREEMPTED)
            self.lost[victim] += 1
            self.line.items.insert(0, victim)
            if victim == number:
                return
        self.get(more)
        self.held[number] += more
        self.tokens[number] = tokens
        self.touched.remove(number)
        self.touched.append(number)

    def victim(self, number: int) -> int:
        if self.policy:
            return next(one for one in reversed(self.running) if one not in self.safe)
        others = (one for one in self.touched if one not in self.safe and one != number)
        return next(others, number)

    def leave(self, number: int, event: int) -> None:
        self.running.remove(number)
        self.touched.remove(number)
        self.safe.discard(number)
        back = self.held.pop(number) + (0 if self.running else self.common)
        if back:
            self.blocks.put(back)
        self.note(event, number)

    def promised(self) -> int:
        return sum(self.own(self.longest) - self.held[one] for one in self.safe)

    def own(self, tokens: int) -> int:
        return -(-(tokens - self.common * self.block) // self.block)

    def get(self, blocks: int) -> None:
        if blocks:
            assert self.blocks.get(blocks).triggered

    def note(self, event: int, number: int) -> None:
        self.log.append((int(self.env.now), event, number))

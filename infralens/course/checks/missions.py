"""Is a mission fair: one answer true, none told before, each control of use, all solvable?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from infralens.course.checks.texts import PlacedText
from infralens.course.checks.waterfalls import check_sum
from infralens.course.computing import compute
from infralens.course.missions import MissionFile
from infralens.course.pareto import candidates
from infralens.course.scenes import answer, answer_text, meets, reach, reached, result_text
from infralens.course.values import Values
from infralens.course.writing import ValueFaultError
from infralens.engines.formula import Library
from infralens.engines.formula.units import UNITS
from infralens.engines.markdown import equations
from infralens.engines.markdown.values import InlineValue, MeasuredValue, inline_values
from infralens.ground.issue import Issue, IssueSet
from infralens.model.computable import needed_for
from infralens.model.measured import measured
from infralens.model.measures import MEASURES
from infralens.model.mission import Frontier, Waterfall
from infralens.model.scene import Design, Part, Scene

_NEAR = 0.02
"""A number this close to an answer gives it away."""

_NUMBER = re.compile(
    r"(?<![\w.,])([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)[ \u00a0\n](%|[A-Za-z$µ/][A-Za-z/]*)"
)


def check_missions(
    files: Iterable[MissionFile],
    texts: Iterable[PlacedText],
    values: Mapping[str, Values],
    library: Library,
    issues: IssueSet,
) -> None:
    """Note everything that makes a mission unfair on one of its tracks."""
    by_path: dict[str, list[PlacedText]] = {}
    for text in texts:
        by_path.setdefault(text.position.path, []).append(text)
    for file in files:
        if file.mission is None:
            continue
        issues.extend(_unfair(file, library))
        told = by_path.get(file.path, [])
        _note_numbers(told, issues)
        for index, part in enumerate(file.mission.parts):
            _check_silence(file, index, part, told, values, library, issues)


@lru_cache(maxsize=64)
def _unfair(file: MissionFile, library: Library) -> tuple[Issue, ...]:
    """What is wrong with its models; kept, since thousands of settings are tried."""
    assert file.mission is not None
    issues = IssueSet()
    for index, part in enumerate(file.mission.parts):
        for scene in part.scenes:
            _check_options(file, index, part, scene, library, issues)
            _check_controls(file, index, scene, library, issues)
            _check_targets(file, index, part, scene, library, issues)
            check_sum(file, index, scene, library, issues)
        _check_answers(file, index, part, library, issues)
    for design in file.mission.designs:
        _check_design(file, design, library, issues)
    return tuple(issues)


def _check_options(
    file: MissionFile, index: int, part: Part, scene: Scene, library: Library, issues: IssueSet
) -> None:
    results = compute(scene.model, library, scene.model.defaults)
    options = part.spec.mechanism.options
    true = [o.text for o in options if meets(o.holds, results, scene.model, library)]
    if len(true) != 1:
        said = f"{len(true)} answers are true" if true else "no answer is true"
        fact = f"{said} on the track '{scene.track}'"
        at = file.at("parts", index, "mechanism", "options")
        detail = [f"true: {text}" for text in true]
        issues.add(at, "mission-options", fact, "mend 'holds', or the defaults", detail)


def _check_controls(
    file: MissionFile, index: int, scene: Scene, library: Library, issues: IssueSet
) -> None:
    defaults = scene.model.defaults
    keys = _seen(scene)
    outputs, _ = needed_for(scene.model.results, frozenset(keys))
    before = compute(scene.model, library, defaults, outputs)
    simulated: set[str] = set()
    if not isinstance(scene.spec.instrument, Waterfall):
        simulated = {str(given) for given in scene.spec.instrument.simulation.with_.values()}

    def differs(results: Mapping[str, float | str]) -> bool:
        return any(
            results[key] != before[key]
            and _text(scene, key, results, library) != _text(scene, key, before, library)
            for key in keys
        )

    for name in scene.controls:
        tried = ({**defaults, name: value} for value in reach(scene.model.input(name)))
        changed = any(differs(compute(scene.model, library, one, outputs)) for one in tried)
        if not changed and name not in simulated:
            fact = f"the control '{name}' changes nothing that is shown"
            hint = "show a result that depends on it, and give it a range"
            issues.add(file.at("parts", index, "scenes", scene.track, "controls"),
                       "mission-control", fact, hint)  # fmt: skip


def _text(scene: Scene, key: str, results: Mapping[str, float | str], library: Library) -> str:
    return result_text(scene.model.output(key), results[key], library)


def _seen(scene: Scene) -> tuple[str, ...]:
    instrument = scene.spec.instrument
    drawn: tuple[str | None, ...] = ()
    if isinstance(instrument, Frontier):
        drawn = (instrument.latency, instrument.mean)
    elif isinstance(instrument, Waterfall):
        strips = (strip.share for strip in instrument.strips)
        drawn = (instrument.total, *(one.output for one in instrument.segments), *strips)
    return tuple(dict.fromkeys([*scene.spec.shown, *filter(None, drawn)]))


def _check_targets(
    file: MissionFile, index: int, part: Part, scene: Scene, library: Library, issues: IssueSet
) -> None:
    challenge = part.spec.challenges.get(scene.track)
    target = scene.spec.target
    base = compute(scene.model, library, scene.model.defaults)

    def wanted(results: Mapping[str, float | str]) -> bool:
        assert challenge is not None
        for goal in challenge.goals:
            now, then = results[goal.output], base[goal.output]
            if isinstance(now, str) or isinstance(then, str):
                return False
            if goal.at_most is not None and now > goal.at_most * then:
                return False
            if goal.at_least is not None and now < goal.at_least * then:
                return False
        return True

    open_target, open_challenge = target is not None, challenge is not None
    if target is not None:
        for results in reached(scene, library, frozenset({target.output})):
            if meets(target, results, scene.model, library):
                open_target = False
                break
    if challenge is not None:
        keys = frozenset(goal.output for goal in challenge.goals)
        open_challenge = not any(map(wanted, reached(scene, library, keys)))
    hint = "change the demand, the defaults, or the range of a control"
    if open_target:
        fact = f"no setting reaches the target on the track '{scene.track}'"
        at = file.at("parts", index, "scenes", scene.track, "target")
        issues.add(at, "mission-target", fact, hint)
    if open_challenge:
        fact = f"no setting meets the challenge on the track '{scene.track}'"
        at = file.at("parts", index, "challenges", scene.track)
        issues.add(at, "mission-target", fact, hint)


def _check_design(file: MissionFile, design: Design, library: Library, issues: IssueSet) -> None:
    """A strategy can be chosen, and no choice is there in vain."""
    every = list(candidates(design, library))
    usable = [one for one in every if one.objectives is not None]
    at = ("synthesis", "designs", design.track)
    if not usable:
        fact = f"none of {len(every)} designs keeps the limits on the track '{design.track}'"
        hint = "change a limit, an objective, or what can be chosen"
        issues.add(file.at(*at, "limits"), "mission-design", fact, hint)
        return
    for index, one in enumerate(design.spec.inputs):
        offered = dict.fromkeys(candidate.settings[one.name] for candidate in every)
        useful = {candidate.settings[one.name] for candidate in usable}
        for value in offered:
            if value not in useful:
                said = {choice.value: choice.label for choice in one.choices}.get(value, value)
                fact = f"'{one.label}: {said}' keeps the limits in no design"
                hint = "offer another choice, or loosen a limit"
                issues.add(file.at(*at, "inputs", index), "mission-design", fact, hint)


def _check_answers(
    file: MissionFile, index: int, part: Part, library: Library, issues: IssueSet
) -> None:
    given: dict[str, str] = {}
    for scene in part.scenes:
        at = file.at("parts", index, "scenes", scene.track, "estimate")
        value = answer(scene, library)
        if isinstance(value, str):
            fact = f"what is asked for has no value on the track '{scene.track}': {value}"
            issues.add(at, "value-undefined", fact, "ask for it at another setting")
            continue
        text = answer_text(scene, library)
        first = given.setdefault(text, scene.track)
        if first != scene.track:
            fact = f"the answer is {text} on the tracks '{first}' and '{scene.track}'"
            issues.add(at, "mission-same", fact, "a track changes the physics: choose other inputs")


def _check_silence(
    file: MissionFile,
    index: int,
    part: Part,
    texts: Iterable[PlacedText],
    values: Mapping[str, Values],
    library: Library,
    issues: IssueSet,
) -> None:
    """No text above the lock may hold the number that the lock asks for."""
    answers: list[tuple[float, str, str]] = []
    for scene in part.scenes:
        value = answer(scene, library)
        formula = scene.model.output(scene.spec.estimate.output).spec.formula
        if not isinstance(value, str):
            answers.append((value, UNITS[library.formulas[formula].unit], scene.track))
    for text in texts:
        if not _above(text, index):
            continue
        for number, unit, offset in _quantities(text, values):
            measure = MEASURES.get(unit.rstrip("."))
            for value, dimension, track in answers:
                same = measure is not None and measure.dimension == dimension
                if same and measure and abs(number * measure.factor - value) <= _NEAR * abs(value):
                    fact = f"'{number:g} {unit}' is the answer of '{part.spec.id}' on '{track}'"
                    at = text.locate("", offset)
                    issues.add(at, "mission-answer", fact, "say it below the lock")


def _above(text: PlacedText, index: int) -> bool:
    """Whether a text stands above the lock of a part, in the order of the page."""
    match text.location:
        case ("parts", int(part), *rest):
            if part != index:
                return part < index
            return "brief" in rest or ("mechanism" in rest and "says" not in rest) or (
                "estimate" in rest
            )  # fmt: skip
        case ("synthesis" | "reading", *_):
            return False
    return True


def _quantities(text: PlacedText, values: Mapping[str, Values]) -> Iterator[tuple[float, str, int]]:
    own = values.get(text.scope, values[""])
    parts, offset = [], 0
    for value in inline_values(text.text):
        parts.append(text.text[offset : value.span.start])
        parts.append(_shown(value, own))
        offset = value.span.end
    shown = "".join([*parts, text.text[offset:]])
    for match in _NUMBER.finditer(shown):
        yield float(match[1].replace(",", "")), match[2].replace("µs", "us"), 0


def _shown(value: InlineValue | MeasuredValue, own: Values) -> str:
    if isinstance(value, InlineValue):
        try:
            return own.text(value.text)
        except ValueFaultError:
            return ""
    found = measured(value.text)
    return found.shown if found else ""


def _note_numbers(texts: Iterable[PlacedText], issues: IssueSet) -> None:
    """Feedback is computed: a quantity that is typed would not follow the model."""
    for text in texts:
        if not text.markdown:
            continue
        bare = text.text
        spans = [(value.span.start, value.span.end) for value in inline_values(bare)]
        spans += [(one.span.start, one.span.end) for one in equations(bare)]
        for start, end in spans:
            bare = bare[:start] + " " * (end - start) + bare[end:]
        for match in _NUMBER.finditer(bare):
            if match[2] in MEASURES:
                fact = f"'{match[0]}' is typed"
                at = text.locate(match[0].split("\n", 1)[0], match.start())
                issues.add(at, "mission-number", fact, "write it as a value, {= … =}")

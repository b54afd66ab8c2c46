"""The page of a lab, as Markdown with blocks of raw HTML."""

from __future__ import annotations

from markupsafe import Markup

from infralens.course.layout import (
    archive_address,
    lab_address,
    relative,
    viewer_address,
)
from infralens.model.course import Lab, StarterFile
from infralens.model.parts import LAB_PARTS
from infralens.model.spec import Reading
from infralens.render.blocks import question_html
from infralens.render.calculators import Calculators
from infralens.render.environment import template
from infralens.render.excerpts import excerpt_html
from infralens.render.introduction import facts_html, handbook_markdown
from infralens.render.literal import literal, literal_code
from infralens.render.prose import Prose
from infralens.render.sources import SourceLinks
from infralens.render.worksheets import worksheet_html

LANGUAGES = {"cpp": "C++", "cuda": "CUDA C++", "csv": "CSV", "yaml": "YAML"}


def lab_markdown(lab: Lab, prose: Prose, links: SourceLinks) -> str:
    """Every part of the lab in the order of ``LAB_PARTS``."""
    return _LabPage(lab, prose, links).markdown()


def language_name(language: str) -> str:
    return LANGUAGES.get(language, language.capitalize())


def size_name(size: int) -> str:
    """A file size in decimal kilobytes, exact below one."""
    return f"{size} bytes" if size < 1000 else f"{size / 1000:.1f} kB"


def run_html(starter: StarterFile, *, title: str, id_: str) -> Markup:
    """The command of a starter with the output that a run of it printed."""
    run = starter.spec.run
    if run is None:
        return Markup("")
    return template(
        "run.html.jinja",
        id=id_,
        title=title,
        file=starter.spec.file,
        command=literal_code(run.command),
        output=literal_code(starter.output or ""),
        skipped=run.needs != "cpu",
        needs="a CUDA GPU",
    )


class _LabPage:
    def __init__(self, lab: Lab, prose: Prose, links: SourceLinks) -> None:
        self.lab, self.spec = lab, lab.spec
        self.address = lab_address(lab.id)
        self.prose, self.links = prose.within(self.address), links

    def markdown(self) -> str:
        spec = self.spec
        return template(
            "lab.md.jinja",
            parts=LAB_PARTS,
            title=literal(spec.title),
            facts=facts_html(spec, self.address, self.prose),
            handbook=handbook_markdown(spec.handbook, self.address, self.prose),
            goal=self.text(spec.goal),
            mental_model=self.text(spec.mental_model),
            worksheet=worksheet_html(self.lab.worksheet, self.lab, self.prose)
            if self.lab.worksheet
            else None,
            starters=self.starters(),
            excerpts=[
                {
                    "id": excerpt.spec.id,
                    "title": literal(excerpt.spec.title),
                    "intro": self.text(excerpt.spec.intro or ""),
                    "block": excerpt_html(
                        excerpt, self.address, self.prose, self.links, anchor=None
                    ),
                }
                for excerpt in self.lab.excerpts
            ],
            runs=self.runs(),
            notice=[self.item(text) for text in spec.notice],
            experiments=self.experiments(),
            calculators=Markup("\n\n").join(
                Calculators(self.prose.course, self.prose).embed(embed, self.address)
                for embed in self.lab.embeds
            ),
            questions=Markup("\n").join(
                question_html(question, self.address, self.prose, anchor=f"question-{number}")
                for number, question in enumerate(spec.questions, 1)
            ),
            misunderstandings=template(
                "misunderstandings.html.jinja",
                items=[
                    {"claim": self.html(m.claim), "correction": self.html(m.correction)}
                    for m in spec.misunderstandings
                ],
            ),
            interview=self.interview(),
            intuition=[
                {"title": literal(item.title), "says": self.text(item.says)}
                for item in spec.intuition
            ],
            reading=[self.item(self.reference(reading)) for reading in spec.reading],
        )

    def text(self, text: str) -> Markup:
        """Markdown for the site engine, links resolved; it is no HTML that could be escaped."""
        return Markup(self.prose.markdown(text.strip(), self.address))

    def html(self, text: str) -> Markup:
        return self.prose.html(text, self.address)

    def item(self, text: str) -> Markup:
        """A list item; its further lines are indented so that they stay inside."""
        return Markup("- ") + Markup(self.text(text).replace("\n", "\n    "))

    def starters(self) -> Markup:
        return template(
            "starters.html.jinja",
            archive=relative(archive_address(self.lab.id), self.address),
            starters=[
                {
                    "file": starter.spec.file,
                    "href": relative(viewer_address(starter.path), self.address),
                    "about": self.html(starter.spec.about),
                    "language": language_name(starter.language),
                    "lines": len(starter.source.lines),
                    "size": size_name(starter.source.size),
                    "requires": ", ".join(starter.spec.requires),
                }
                for starter in self.lab.starters
            ],
        )

    def runs(self) -> Markup:
        blocks = [
            run_html(starter, title=f"Run {starter.spec.file}", id_=f"run-{number}")
            for number, starter in enumerate(self.lab.starters, 1)
            if starter.spec.run is not None
        ]
        return Markup("\n").join(blocks) if blocks else Markup("Nothing to run: read it closely.")

    def experiments(self) -> Markup:
        return template(
            "experiments.html.jinja",
            experiments=[
                {
                    "change": self.html(item.change),
                    "predict": self.html(item.predict),
                    "answer": self.html(item.answer),
                    "run": self.variation(number),
                }
                for number, item in enumerate(self.spec.experiments, 1)
            ],
        )

    def variation(self, number: int) -> Markup | None:
        """What the run of an experiment printed."""
        found = next((one for one in self.lab.variations if one.number == number), None)
        if found is None:
            return None
        return template(
            "variation.html.jinja",
            command=literal_code(found.run.command),
            output=literal_code(found.output or ""),
        )

    def interview(self) -> Markup:
        interview = self.spec.interview
        return template(
            "interview.html.jinja",
            prompt=self.html(interview.prompt),
            short=self.html(interview.short),
            long=self.html(interview.long),
            follow_up=self.prose.inline(interview.follow_up, self.address),
            follow_up_answer=self.html(interview.follow_up_answer),
        )

    def reference(self, reading: Reading) -> str:
        reference = self.prose.references[reading.ref]
        title, authors = literal(reference.title), literal(reference.authors)
        return f"[{title}]({reference.url}) ({authors}, {reference.year}): {reading.why}"

"""Pages that gather: labs by track, concepts, references."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from markupsafe import Markup

from infralens.course.layout import (
    BUGS_ADDRESS,
    DRILLS_ADDRESS,
    calculator_address,
    lab_address,
    mission_address,
    page_address,
    relative,
    taught_address,
)
from infralens.model.course import Course, Lab, Track
from infralens.model.entries import ConceptSpec
from infralens.render.citations import in_order
from infralens.render.environment import template
from infralens.render.literal import literal
from infralens.render.prose import Prose


class Indexes:
    """Renders the gathering pages of one course."""

    def __init__(self, course: Course, prose: Prose) -> None:
        self.course, self.prose = course, prose

    def labs(self) -> str:
        """All tracks with their labs."""
        return template(
            "labs.md.jinja",
            tracks=[
                {
                    "id": track.spec.id,
                    "title": literal(track.spec.title),
                    "source": f"{track.spec.id}/index.md",
                    "summary": Markup(self.prose.markdown(track.spec.summary, "/labs/")),
                    "cards": self._cards(track.labs, "/labs/"),
                }
                for track in self.course.tracks
            ],
        )

    def track(self, track: Track) -> str:
        """One track with its labs in order."""
        page = f"/labs/{track.spec.id}/"
        return template(
            "track.md.jinja",
            title=literal(track.spec.title),
            summary=Markup(self.prose.markdown(track.spec.summary, page)),
            cards=self._cards(track.labs, page),
        )

    def concepts(self) -> str:
        """Every concept, in alphabetical order, with where it is taught and used."""
        concepts = sorted(self.course.concepts, key=lambda concept: concept.name.casefold())
        return template(
            "concepts.md.jinja",
            count=len(concepts),
            layers=self._layers() if any(one.requires for one in concepts) else [],
            concepts=[
                {
                    "id": concept.id,
                    "name": literal(concept.name),
                    "definition": Markup(
                        self.prose.markdown(concept.definition.strip(), "/concepts/")
                    ),
                    "facts": self._concept_facts(concept),
                }
                for concept in concepts
            ],
        )

    def _layers(self) -> list[list[dict[str, object]]]:
        """The concepts by the number of steps that lead to them, each behind what it requires."""
        concepts = self.prose.concepts
        depth: dict[str, int] = {}

        def depth_of(name: str) -> int:
            if name not in depth:
                depth[name] = 1 + max(map(depth_of, concepts[name].requires), default=-1)
            return depth[name]

        layers: list[list[dict[str, object]]] = []
        for name in sorted(concepts, key=lambda name: (depth_of(name), concepts[name].name)):
            if depth[name] == len(layers):
                layers.append([])
            required = [concepts[other].name for other in concepts[name].requires]
            layers[-1].append({"id": name, "name": concepts[name].name, "requires": required})
        return layers

    def references(self) -> str:
        """Every reference, in the order of authors and years, with the pages that cite it."""
        references = in_order(self.course.references)
        return template(
            "references.md.jinja",
            count=len(references),
            references=[
                {
                    "key": reference.key,
                    "label": literal(self.prose.cite_labels[reference.key]),
                    "authors": literal(reference.authors),
                    "title": literal(reference.title),
                    "url": reference.url,
                    "year": reference.year,
                    "cited": Markup(self._cited_by(reference.key)),
                }
                for reference in references
            ],
        )

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The title of every page that prose can stand on, by address."""
        return {
            "/concepts/": "Concepts",
            "/labs/": "Labs",
            BUGS_ADDRESS: "Spot the bug",
            DRILLS_ADDRESS: "Drills",
            **{page_address(page.path): page.title for page in self.course.pages},
            **{lab_address(lab.id): lab.spec.title for lab in self.course.labs},
            **{mission_address(one.slug): one.spec.title for one in self.course.missions},
            **{calculator_address(one.id): one.spec.title for one in self.course.calculators},
        }

    @cached_property
    def _users_of_concept(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for lab in self.course.labs:
            for concept in lab.spec.concepts:
                found.setdefault(concept, []).append(lab_address(lab.id))
        for calculator in self.course.calculators:
            for concept in calculator.spec.concepts:
                found.setdefault(concept, []).append(calculator_address(calculator.id))
        return found

    def _concept_facts(self, concept: ConceptSpec) -> Markup:
        page = "/concepts/"
        path, _, section = concept.taught.partition("#")
        taught = taught_address(path)
        mentions = self.course.mentions.get(concept.id, ())
        used = dict.fromkeys([*mentions, *self._users_of_concept.get(concept.id, ())])
        names = self.prose.concepts
        return template(
            "concept-facts.html.jinja",
            formula=self._inline(concept.formula),
            example=self._inline(concept.example),
            pitfall=self._inline(concept.pitfall),
            requires=[{"id": name, "name": names[name].name} for name in concept.requires],
            taught={
                "href": relative(f"{taught}#{section}" if section else taught, page),
                "title": self.titles[taught],
            },
            used=[
                {"href": relative(address, page), "title": self.titles[address]}
                for address in used
                if address not in (page, taught)
            ],
        )

    def _inline(self, text: str | None) -> Markup | None:
        return self.prose.inline(text, "/concepts/") if text else None

    def _cited_by(self, key: str) -> str:
        pages = self.course.citations.get(key, ())
        words = (f"[{literal(self.titles[address])}]({address})" for address in pages)
        return self.prose.markdown(", ".join(words), "/references/")

    def _cards(self, labs: tuple[Lab, ...], page: str) -> Markup:
        return template(
            "lab-cards.html.jinja",
            labs=[
                {
                    "href": relative(lab_address(lab.id), page),
                    "title": lab.spec.title,
                    "summary": lab.spec.summary,
                    "kind": lab.spec.kind.capitalize(),
                    "minutes": lab.spec.minutes,
                }
                for lab in labs
            ],
        )

"""The check of a built site: links, addresses, ids, and what a strict security policy forbids.

It sees what stands in HTML, style sheets, drawings, the search index and the sitemap. It does not
run scripts, so an address that only a script writes is the browser tests' to find.
"""

from __future__ import annotations

from pathlib import Path

from infralens.ground.issue import Issue
from infralens.ground.position import Position
from infralens.sitecheck.links import LinkJudge
from infralens.sitecheck.listings import judge_listings
from infralens.sitecheck.site import Site, read_site


def check_site(folder: Path, base: str = "") -> list[Issue]:
    """Every fault of the built site in ``folder``, placed by path inside it.

    ``base`` is the path the site is served under; left empty, the canonical address of the first
    page says it.
    """
    site = read_site(folder, base)
    if not site.pages:
        fact = f"'{folder}' holds no page"
        return [
            Issue(Position(str(folder)), "site-invalid", fact, "name a folder of infralens build")
        ]
    judge = LinkJudge(site)
    issues = [*_judge_pages(site), *judge.judge(), *judge_listings(site, judge)]
    return sorted(issues, key=lambda issue: (issue.position, issue.code, issue.fact))


def _judge_pages(site: Site) -> list[Issue]:
    issues = [
        Issue(fault.at, "site-invalid", fault.fact, fault.hint)
        for page in site.pages.values()
        for fault in page.faults
    ]
    for page in site.pages.values():
        for mention in page.mentions:
            if mention.id not in page.ids:
                fact = f"{mention.attribute} names '{mention.id}', which is no id of the page"
                issues.append(Issue(mention.at, "site-invalid", fact, "name an id that exists"))
    return issues

"""Where a reader reports a mistake, with what is known about the page already filled in."""

from __future__ import annotations

from urllib.parse import quote, urlencode


def report_address(base: str | None, *, title: str, address: str, commit: str | None) -> str | None:
    """``base`` with a title and the beginning of a text; None where nobody takes reports.

    ``address`` is the page's own. A mail has a subject and a body, a form a title and a body.
    """
    if not base:
        return None
    lines = [f"Page: {address}"]
    lines += [f"Text as of commit: {commit[:8]}"] if commit else []
    lines += ["", "What it says, and what it should say:", ""]
    mail = base.lower().startswith("mailto:")
    fields = {"subject" if mail else "title": f"Mistake on: {title}", "body": "\n".join(lines)}
    return f"{base}{'&' if '?' in base else '?'}{urlencode(fields, quote_via=quote)}"

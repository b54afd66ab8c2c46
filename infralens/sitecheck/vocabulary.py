"""Which attributes of HTML hold addresses or name ids."""

from __future__ import annotations

from infralens.sitecheck.facts import Kind

ADDRESSES: dict[tuple[str, str], Kind] = {
    ("a", "href"): Kind.LINK,
    ("area", "href"): Kind.LINK,
    ("blockquote", "cite"): Kind.LINK,
    ("form", "action"): Kind.LINK,
    ("button", "formaction"): Kind.LINK,
    ("input", "formaction"): Kind.LINK,
    ("a", "ping"): Kind.RESOURCE,
    ("audio", "src"): Kind.RESOURCE,
    ("embed", "src"): Kind.RESOURCE,
    ("iframe", "src"): Kind.RESOURCE,
    ("image", "href"): Kind.RESOURCE,
    ("image", "xlink:href"): Kind.RESOURCE,
    ("img", "src"): Kind.RESOURCE,
    ("input", "src"): Kind.RESOURCE,
    ("object", "data"): Kind.RESOURCE,
    ("script", "src"): Kind.RESOURCE,
    ("source", "src"): Kind.RESOURCE,
    ("track", "src"): Kind.RESOURCE,
    ("use", "href"): Kind.RESOURCE,
    ("use", "xlink:href"): Kind.RESOURCE,
    ("video", "poster"): Kind.RESOURCE,
    ("video", "src"): Kind.RESOURCE,
}

ADDRESS_SETS = frozenset({("img", "srcset"), ("source", "srcset"), ("link", "imagesrcset")})

FETCHED_RELS = frozenset(
    {
        "apple-touch-icon",
        "dns-prefetch",
        "icon",
        "manifest",
        "mask-icon",
        "modulepreload",
        "preconnect",
        "prefetch",
        "preload",
        "prerender",
        "stylesheet",
    }
)
"""A ``link`` with one of these makes the browser speak to the host it names."""

FULL_ADDRESS_METAS = frozenset({"og:url", "og:image", "twitter:image"})

ID_LISTS = frozenset(
    {
        "aria-activedescendant",
        "aria-controls",
        "aria-describedby",
        "aria-details",
        "aria-errormessage",
        "aria-flowto",
        "aria-labelledby",
        "aria-owns",
        "commandfor",
        "for",
        "form",
        "headers",
        "itemref",
        "list",
        "popovertarget",
    }
)

PAINTED_BY_ID = frozenset(
    {
        "clip-path",
        "fill",
        "filter",
        "marker-end",
        "marker-mid",
        "marker-start",
        "mask",
        "stroke",
    }
)
"""SVG attributes whose value may be ``url(#id)``."""

NEEDS_ALT = frozenset({"area", "img"})

SCRIPT_TYPES = frozenset({"", "module", "importmap", "text/javascript", "application/javascript"})
"""Values of ``script type`` under which a browser runs the text; others are data."""

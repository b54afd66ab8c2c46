"""Faults that a built site can have: the files that are changed, and the line that is reported."""

from __future__ import annotations

from tests.sitecheck.small_site import FILES

HOME, LAB = "index.html", "labs/cache/index.html"


def edited(file: str, old: str, new: str) -> dict[str, str]:
    assert FILES[file].count(old) == 1
    return {file: FILES[file].replace(old, new)}


LINKS = {
    "broken link": (
        edited(HOME, 'href="labs/cache/"', 'href="labs/cahe/"'),
        "index.html:13:32: link-broken: a href 'labs/cahe/' leads to no file of the site;"
        " perhaps: labs/cache/",
    ),
    "folder without slash": (
        edited(HOME, 'href="labs/cache/"', 'href="labs/cache"'),
        "index.html:13:32: link-broken: a href 'labs/cache'"
        " names a folder without its final slash; add the slash",
    ),
    "fragment on the page": (
        edited(HOME, 'href="#content"', 'href="#contents"'),
        "index.html:11:1: link-broken: a href '#contents' names an id 'contents'"
        " that is not in index.html; perhaps: content",
    ),
    "fragment on another page": (
        edited(LAB, 'href="../../#content"', 'href="../../#contend"'),
        "labs/cache/index.html:11:1: link-broken: a href '../../#contend' names an id 'contend'"
        " that is not in index.html; perhaps: content",
    ),
    "link above the root": (
        edited(LAB, 'href="../../#content"', 'href="../../../"'),
        "labs/cache/index.html:11:1: link-broken: a href '../../../'"
        " leads above the root of the site; take one '../' away",
    ),
    "srcset": (
        edited(LAB, "chart.svg 1x", "chart.svg 1x, ../../assets/char.svg 2x"),
        "labs/cache/index.html:12:1: link-broken: img srcset '../../assets/char.svg'"
        " leads to no file of the site; perhaps: assets/chart.svg",
    ),
    "download": (
        edited(LAB, "raw/cache/starter.py", "raw/cache/started.py"),
        "labs/cache/index.html:15:1: link-broken: a href '../../raw/cache/started.py'"
        " leads to no file of the site; perhaps: raw/cache/starter.py",
    ),
    "style sheet address": (
        edited("assets/main.css", '"chart.svg#bars"', "chard.svg"),
        "assets/main.css:2:20: link-broken: url() 'chard.svg' leads to no file of the site;"
        " perhaps: assets/chart.svg",
    ),
    "fragment of a drawing": (
        edited("assets/main.css", "#bars", "#bar"),
        "assets/main.css:2:20: link-broken: url() 'chart.svg#bar' names an id 'bar'"
        " that is not in assets/chart.svg; perhaps: bars",
    ),
    "use of a drawing's part": (
        edited(LAB, '"#shape"', '"#shade"'),
        "labs/cache/index.html:13:28: link-broken: use href '#shade' names an id 'shade'"
        " that is not in labs/cache/index.html; perhaps: shape",
    ),
    "script link": (
        edited(HOME, 'href="#content"', 'href="javascript:go()"'),
        "index.html:11:1: link-broken: a href 'javascript:go()' is a script;"
        " use a button and a module",
    ),
    "empty link": (
        edited(HOME, 'href="#content"', 'href=""'),
        "index.html:11:1: link-broken: a href is empty; say where it leads, or drop the attribute",
    ),
    "localhost": (
        edited(HOME, "https://elsewhere.example/paper", "http://localhost:8000/"),
        "index.html:14:1: link-broken: a href 'http://localhost:8000/'"
        " leads to the builder's own machine; write a relative link",
    ),
    "canonical address": (
        edited(LAB, "course/labs/cache/", "course/labs/kv/"),
        "labs/cache/index.html:5:1: link-broken: link canonical"
        " 'https://example.org/course/labs/kv/' leads to no file of the site;"
        " perhaps: labs/cache/",
    ),
    "page for missing addresses": (
        edited("404.html", "/course/labs/cache/", "/labs/cache/"),
        "404.html:3:25: link-broken: a href '/labs/cache/'"
        " is not under the site's path '/course/'; check site_url",
    ),
    "search entry": (
        edited("search/search_index.json", "labs/cache/#numbers", "labs/cache/#number"),
        "search/search_index.json:3:14: link-broken: the search entry 'labs/cache/#number'"
        " names an id 'number' that is not in labs/cache/index.html; perhaps: numbers",
    ),
    "sitemap entry": (
        edited("sitemap.xml", "course/labs/cache/", "course/labs/gone/"),
        "sitemap.xml:4:11: link-broken: the sitemap entry"
        " 'https://example.org/course/labs/gone/' leads to no file of the site;"
        " perhaps: labs/cache/",
    ),
}

EXTERNAL = {
    "script": (
        edited(HOME, 'src="assets/main.mjs"', 'src="https://cdn.example/main.mjs"'),
        "index.html:8:1: site-external: script src 'https://cdn.example/main.mjs'",
    ),
    "protocol-relative style sheet": (
        edited(HOME, 'href="assets/main.css"', 'href="//cdn.example/main.css"'),
        "index.html:7:1: site-external: link href '//cdn.example/main.css'",
    ),
    "image": (
        edited(LAB, 'src="../../assets/chart.svg"', 'src="https://cdn.example/a.svg"'),
        "labs/cache/index.html:12:1: site-external: img src 'https://cdn.example/a.svg'",
    ),
    "font": (
        edited("assets/main.css", '"chart.svg#bars"', "https://cdn.example/a.woff2"),
        "assets/main.css:2:20: site-external: url() 'https://cdn.example/a.woff2'",
    ),
    "import": (
        edited("assets/main.css", "body", "@import 'https://cdn.example/a.css'; body"),
        "assets/main.css:2:1: site-external: url() 'https://cdn.example/a.css'",
    ),
    "preconnect": (
        edited(HOME, "<title>", '<link rel="preconnect" href="https://cdn.example"><title>'),
        "index.html:5:1: site-external: link href 'https://cdn.example'",
    ),
}

INVALID = {
    "one base path": (
        edited(HOME, 'href="labs/cache/"', 'href="/course/labs/cache/"'),
        "index.html:13:32: site-invalid: a href '/course/labs/cache/' is bound to one base path;"
        " write a relative link",
    ),
    "one address": (
        edited(LAB, 'href="../../#content"', 'href="https://example.org/course/"'),
        "labs/cache/index.html:11:1: site-invalid: a href 'https://example.org/course/'"
        " is bound to one address of the site; write a relative link",
    ),
    "twin id": (
        edited(LAB, "<h1>", '<h1 id="numbers">'),
        "labs/cache/index.html:10:1: site-invalid: id 'numbers' stands twice, first at line 9;"
        " give each element its own",
    ),
    "label for nothing": (
        edited(LAB, 'for="guess"', 'for="guest"'),
        "labs/cache/index.html:14:1: site-invalid: label for names 'guest',"
        " which is no id of the page; name an id that exists",
    ),
    "aria to nothing": (
        edited(HOME, 'labelledby="content"', 'labelledby="content other"'),
        "index.html:13:1: site-invalid: nav aria-labelledby names 'other',"
        " which is no id of the page; name an id that exists",
    ),
    "paint by nothing": (
        edited(LAB, "url(#numbers)", "url(#gradient)"),
        "labs/cache/index.html:13:48: site-invalid: path fill names 'gradient',"
        " which is no id of the page; name an id that exists",
    ),
    "unreachable page": (
        {"labs/lost/index.html": FILES[LAB].replace("course/labs/cache/", "course/labs/lost/")},
        "labs/lost/index.html:1:1: site-invalid: no link leads to this page from the first page;"
        " add it to the nav, or link it",
    ),
    "second h1": (
        edited(LAB, '<h2 id="numbers">Numbers</h2>', '<h1 id="numbers">Numbers</h1>'),
        "labs/cache/index.html:10:1: site-invalid: a further h1; the first is at line 9;"
        " make it an h2",
    ),
    "no h1": (
        edited(LAB, "<h1>Cache lab</h1>", ""),
        "labs/cache/index.html:1:1: site-invalid: the page has no h1; open it with one",
    ),
    "no title": (
        edited(LAB, "<title>Cache lab</title>", "<title> </title>"),
        "labs/cache/index.html:1:1: site-invalid: the page has no title; fill its <title>",
    ),
    "no lang": (
        edited(LAB, '<html lang="en">', "<html>"),
        'labs/cache/index.html:1:1: site-invalid: <html> has no lang; write <html lang="…">',
    ),
    "no alt": (
        edited(LAB, ' alt="Chart"', ""),
        "labs/cache/index.html:12:1: site-invalid: <img> has no alt text;"
        ' say what it shows, or alt="" if nothing',
    ),
    "inline script": (
        edited(HOME, "<h1", "<script>\ngo()</script><h1"),
        "index.html:12:9: site-invalid: an inline <script>, which the security policy drops;"
        " move it to a file of the site",
    ),
    "inline style": (
        edited(HOME, "<h1", "<style>h1 { color: red }</style><h1"),
        "index.html:12:8: site-invalid: an inline <style>, which the security policy drops;"
        " move it to a file of the site",
    ),
    "style attribute": (
        edited(HOME, "<h1", '<h1 style="color: red"'),
        "index.html:12:1: site-invalid: a style attribute on <h1>,"
        " which the security policy drops; use a class of the style sheet",
    ),
    "event handler": (
        edited(HOME, "<h1", '<h1 onclick="go()"'),
        "index.html:12:1: site-invalid: an event handler 'onclick' on <h1>,"
        " which the security policy drops; listen from a module",
    ),
    "base element": (
        edited(HOME, "<title>", '<base href="."><title>'),
        "index.html:5:1: site-invalid: a base element moves every link of the page;"
        " write the links relative to the page",
    ),
    "search index": (
        {"search/search_index.json": '{"docs": [}'},
        "search/search_index.json:1:1: site-invalid: the search index is not JSON:"
        " Expecting value: line 1 column 11 (char 10); build the site again",
    ),
}

OLD = "old/index.html"
LEADS_ON = """\
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url=../labs/cache/">
<a href="../labs/cache/">Cache lab</a>
"""

MOVED = {
    "sound, without a link to it or a heading": ({}, ""),
    "leads nowhere": (
        {OLD: LEADS_ON.replace("cache", "cahe")},
        "old/index.html:2:1: link-broken: meta refresh '../labs/cahe/'"
        " leads to no file of the site; perhaps: labs/cache/",
    ),
    "nothing to follow": (
        {OLD: LEADS_ON.replace('<a href="../labs/cache/">', '<a href="../">')},
        "old/index.html:1:1: site-invalid: a page that leads on has no link to follow;"
        " add a link to where it leads",
    ),
    "offered to search": (
        {OLD: LEADS_ON.replace("noindex", "index")},
        "old/index.html:1:1: site-invalid: a page that leads on is offered to search;"
        ' add <meta name="robots" content="noindex">',
    ),
    "linked to": (
        edited(HOME, ' <a href=".">', ' <a href="old/">'),
        "index.html:13:68: link-broken: a href 'old/' leads to a page that only leads on;"
        " write the address of labs/cache/",
    ),
    "chain": (
        {"older/index.html": LEADS_ON.replace("../labs/cache/", "../old/")},
        "older/index.html:2:1: link-broken: meta refresh '../old/'"
        " leads to a page that only leads on; write the address of labs/cache/",
    ),
    "in the sitemap": (
        edited("sitemap.xml", "course/labs/cache/", "course/old/"),
        "sitemap.xml:4:11: link-broken: the sitemap entry 'https://example.org/course/old/'"
        " leads to a page that only leads on; write the address of labs/cache/",
    ),
    "in the search": (
        edited("search/search_index.json", "labs/cache/#numbers", "old/"),
        "search/search_index.json:3:14: link-broken: the search entry 'old/'"
        " leads to a page that only leads on; write the address of labs/cache/",
    ),
    "leads to itself": (
        {OLD: LEADS_ON.replace("../labs/cache/", ".")},
        "old/index.html:2:1: link-broken: meta refresh '.' leads to its own page;"
        " let one of these pages stand",
    ),
}

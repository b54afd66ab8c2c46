"""A small built site without a fault, to seed faults in."""

from __future__ import annotations

from pathlib import Path

HOME = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Home</title>
<link rel="canonical" href="https://example.org/course/">
<link rel="stylesheet" href="assets/main.css">
<script type="module" src="assets/main.mjs"></script>
</head>
<body>
<a href="#content">Skip</a>
<h1 id="content">Home</h1>
<nav aria-labelledby="content"><a href="labs/cache/">Cache lab</a> <a href=".">Home</a></nav>
<a href="https://elsewhere.example/paper">A paper</a>
</body>
</html>
"""

LAB = """\
<!doctype html>
<html lang="en">
<head>
<title>Cache lab</title>
<link rel="canonical" href="https://example.org/course/labs/cache/">
<link rel="stylesheet" href="../../assets/main.css">
</head>
<body>
<h1>Cache lab</h1>
<h2 id="numbers">Numbers</h2>
<a href="../../#content">Home</a>
<img src="../../assets/chart.svg" srcset="../../assets/chart.svg 1x" alt="Chart">
<svg><title>Drawing</title><use href="#shape"/><path id="shape" fill="url(#numbers)"/></svg>
<label for="guess">Guess</label> <input id="guess">
<a href="../../raw/cache/starter.py" download>Download</a>
<script type="application/json">{"not": "run"}</script>
<math><mrow><mo form="prefix">⌊</mo><mi>x</mi></mrow></math>
</body>
</html>
"""

MISSING = """\
<!doctype html>
<html lang="en"><head><title>Not found</title></head>
<body><h1>Not found</h1><a href="/course/labs/cache/">Cache lab</a></body></html>
"""

SEARCH = """\
{"docs": [
{"location": "", "text": "Home", "title": "Home"},
{"location": "labs/cache/#numbers", "text": "Numbers", "title": "Numbers"}
]}
"""

SITEMAP = """\
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://example.org/course/</loc></url>
<url><loc>https://example.org/course/labs/cache/</loc></url>
</urlset>
"""

FILES = {
    "index.html": HOME,
    "404.html": MISSING,
    "labs/cache/index.html": LAB,
    "assets/main.css": '/* url(gone.png) */\nbody { background: url("chart.svg#bars"); }\n',
    "assets/main.mjs": "export {};\n",
    "assets/chart.svg": '<svg xmlns="http://www.w3.org/2000/svg"><g id="bars"/></svg>\n',
    "raw/cache/starter.py": "print(1)\n",
    "raw/cache/page.html": "<p>A starter, not a page",
    "search/search_index.json": SEARCH,
    "sitemap.xml": SITEMAP,
}


def write_site(folder: Path, files: dict[str, str]) -> Path:
    """Write ``files`` under ``folder`` and return it."""
    for name, text in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder

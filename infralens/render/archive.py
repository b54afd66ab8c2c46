"""A lab's starters as one ZIP, the same bytes on any day."""

from __future__ import annotations

import io
import zipfile

from infralens.model.course import Lab

_EPOCH = (1980, 1, 1, 0, 0, 0)


def lab_archive(lab: Lab) -> bytes:
    """Starters, their captured output, and a requirements.txt where they need packages."""
    content = {starter.spec.file: starter.source.raw for starter in lab.starters}
    for starter in lab.starters:
        if starter.spec.run is not None and starter.output is not None:
            content[starter.spec.run.output] = starter.output.encode()
    if lab.worksheet is not None:
        content[lab.worksheet.spec.table.output] = lab.worksheet.printed.encode()
    requires = sorted({name for starter in lab.starters for name in starter.spec.requires})
    if requires:
        content["requirements.txt"] = "".join(f"{name}\n" for name in requires).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(content):
            entry = zipfile.ZipInfo(f"{lab.slug}/{name}", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, content[name])
    return packed.getvalue()

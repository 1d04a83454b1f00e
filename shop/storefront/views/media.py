"""Pictures of pieces from the media folder. Their names carry a fingerprint, so browsers may keep them for ever."""

import re
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
_NAME = re.compile(r"(pieces/[a-z0-9-]+|scenes/[a-z0-9-]+)/[a-z0-9-]+-[0-9a-f]{10}-\d{2,4}\.(avif|webp|jpg)")


@require_safe
def picture_file(request: HttpRequest, name: str) -> FileResponse:
    """The file; 404 for any name that no picture of ours could have."""
    if not (match := _NAME.fullmatch(name)):
        raise Http404
    try:
        opened = (Path(settings.MEDIA_ROOT) / name).open("rb")
    except OSError as error:
        raise Http404 from error
    response = FileResponse(opened, content_type=TYPES[match[2]])
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response

"""A file as an HTTP answer: small ones at once, large ones in pieces, or the part that was asked for."""

import re
from asyncio import to_thread
from collections.abc import AsyncIterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from project.base.storage import private_files

PIECE = 262_144
PART = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
# Should a browser open it in spite of everything, it opens in a box without scripts, origin and network.
POLICY = "default-src 'none'; sandbox"


def answer_file(request: HttpRequest, *, path: str, name: str, mime: str, shown: bool, etag: str) -> HttpResponseBase:
    """The file at this private path; `shown` in the page, or else offered to be saved. Raises `FileNotFoundError`."""
    size = private_files().size(path)
    quoted = f'"{etag}"'
    answer = get_conditional_response(request, etag=quoted) or _whole_or_part(request, path, size, quoted)
    answer["ETag"] = quoted
    # Asked again each time: whoever lost the right to a file loses the file.
    answer["Cache-Control"] = "private, no-cache"
    answer["Accept-Ranges"] = "bytes"
    answer["Content-Security-Policy"] = POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=not shown, filename=name) or "attachment"
    if answer.status_code in {200, 206}:
        answer["Content-Type"] = mime
    return answer


def part_asked_for(header: str, size: int) -> tuple[int, int] | None:
    """The first byte and the one after the last of a single range; None for no range or one that is not understood.

    A range beyond the end is empty.
    """
    found = PART.fullmatch(header.strip())
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return max(0, size - int(last)), size
    end = min(int(last) + 1, size) if last else size
    return (int(first), end) if not last or int(last) >= int(first) else None


def _whole_or_part(request: HttpRequest, path: str, size: int, etag: str) -> HttpResponseBase:
    fresh = request.headers.get("If-Range", etag) == etag
    part = part_asked_for(request.headers.get("Range", ""), size) if fresh else None
    if part is None:
        return _content(path, 0, size, status=200)
    first, end = part
    if first >= end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    answer = _content(path, first, end, status=206)
    answer["Content-Range"] = f"bytes {first}-{end - 1}/{size}"
    return answer


def _content(path: str, first: int, end: int, *, status: int) -> HttpResponseBase:
    answer: HttpResponseBase
    if end - first <= PIECE:
        with private_files().open(path) as file:
            file.seek(first)
            answer = HttpResponse(file.read(end - first), status=status)
    else:
        answer = StreamingHttpResponse(_pieces(path, first, end), status=status)
    answer["Content-Length"] = str(end - first)
    return answer


async def _pieces(path: str, first: int, end: int) -> AsyncIterator[bytes]:
    # The disk is read in threads: the loop carries every socket of the process.
    file = await to_thread(private_files().open, path)
    try:
        await to_thread(file.seek, first)
        while first < end and (piece := await to_thread(file.read, min(PIECE, end - first))):
            first += len(piece)
            yield piece
    finally:
        await to_thread(file.close)

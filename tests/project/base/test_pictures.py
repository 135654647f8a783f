"""Claims about pictures: only points are kept; what is no picture, or too much of one, is refused."""

from typing import Any

import pytest
from PIL import Image

from project.base.errors import Refusal
from project.base.pictures import (
    LONGEST_SIDE,
    SMALL_SIDE,
    PictureBroken,
    PictureTooLarge,
    PictureTooSmall,
    form_of,
    redraw,
    redraw_square,
)
from tests.realtime.chat.files.pictures import encoded, noise, opened, secrets_of_a_camera

FORMS = ("JPEG", "PNG", "WEBP", "GIF")
HIDDEN: dict[str, dict[str, Any]] = {
    "JPEG": {"exif": secrets_of_a_camera(), "comment": b"Camera of Ada", "xmp": b"<x>Camera of Ada</x>"},
    "PNG": {"exif": secrets_of_a_camera()},
    "WEBP": {"exif": secrets_of_a_camera(), "xmp": b"<x>Camera of Ada</x>"},
    "GIF": {"comment": b"Camera of Ada"},
}


@pytest.mark.parametrize("form", FORMS)
def test_camera_place_and_comments_are_gone(form: str) -> None:
    sent = encoded(noise(), form, **HIDDEN[form])

    kept = redraw(sent, form=form)

    assert b"Camera of Ada" in sent
    assert b"Camera of Ada" not in kept.content + kept.small
    assert opened(kept.content).format == form
    assert not opened(kept.content).getexif()
    assert not opened(kept.small).getexif()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_turned_picture_stands_upright(form: str) -> None:
    kept = redraw(encoded(noise(600, 400), form, exif=secrets_of_a_camera()), form=form)

    assert (kept.width, kept.height) == opened(kept.content).size == (400, 600)


@pytest.mark.parametrize("form", FORMS)
def test_what_hangs_behind_a_picture_is_gone(form: str) -> None:
    kept = redraw(encoded(noise(), form) + b"PK\x03\x04<script>alert(1)</script>", form=form)

    assert b"<script>" not in kept.content


def test_large_picture_is_made_smaller_and_the_small_one_is_a_webp() -> None:
    kept = redraw(encoded(Image.new("RGB", (5000, 1000)), "JPEG"), form="JPEG")

    assert (kept.width, kept.height) == (LONGEST_SIDE, 512)
    assert opened(kept.small).format == "WEBP"
    assert opened(kept.small).size == (SMALL_SIDE, 96)


@pytest.mark.parametrize("form", ["GIF", "WEBP"])
def test_moving_picture_goes_on_moving(form: str) -> None:
    frames = [noise(80, 60) for _ in range(5)]
    sent = encoded(frames[0], form, save_all=True, append_images=frames[1:], duration=70)

    kept = redraw(sent, form=form)

    assert getattr(opened(kept.content), "n_frames", 1) == 5


def test_picture_that_moves_for_too_long_stands_still() -> None:
    frames = [Image.new("L", (4, 4), number % 256) for number in range(400)]
    sent = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=20)

    kept = redraw(sent, form="GIF")

    assert getattr(opened(kept.content), "n_frames", 1) == 1


@pytest.mark.parametrize("size", [(6000, 6000), (12_000, 12_000), (30_000, 30_000)])
def test_small_file_with_huge_dimensions_is_refused(size: tuple[int, int]) -> None:
    bomb = encoded(Image.new("1", size), "PNG")

    assert len(bomb) < 200_000
    with pytest.raises(PictureTooLarge):
        redraw(bomb, form="PNG")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("share", [0.02, 0.5])
def test_part_of_a_picture_is_refused(form: str, share: float) -> None:
    whole = encoded(noise(), form)

    with pytest.raises(PictureBroken):
        redraw(whole[: int(len(whole) * share)], form=form)


@pytest.mark.parametrize("form", FORMS)
def test_other_content_is_refused(form: str) -> None:
    other = encoded(noise(), "PNG" if form != "PNG" else "JPEG")

    for content in (
        other,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"x",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
        b"%PDF-1.7",
    ):
        with pytest.raises(PictureBroken):
            redraw(content, form=form)


def test_square_is_the_middle_in_every_size_and_both_forms() -> None:
    sent = encoded(noise(600, 400), "JPEG", exif=secrets_of_a_camera())

    squares = redraw_square(sent, form="JPEG", sides=(48, 256))

    assert sorted(squares) == [48, 256]
    for side, square in squares.items():
        for content, form in ((square.webp, "WEBP"), (square.jpeg, "JPEG")):
            assert (opened(content).format, opened(content).size) == (form, (side, side))
            assert b"Camera of Ada" not in content
            assert not opened(content).getexif()


def test_square_of_a_picture_that_moves_is_its_first_frame() -> None:
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue")]
    sent = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=50)

    kept = opened(redraw_square(sent, form="GIF", sides=[48])[48].webp)

    assert getattr(kept, "n_frames", 1) == 1
    red, _green, blue = kept.convert("RGB").getpixel((24, 24))  # type: ignore[misc]
    assert red > 200 > 50 > blue


def test_square_of_clear_points_stays_clear_in_webp_and_lies_on_paper_in_jpeg() -> None:
    square = redraw_square(encoded(Image.new("RGBA", (64, 64), (0, 0, 0, 0)), "PNG"), form="PNG", sides=[48])[48]

    assert opened(square.webp).convert("RGBA").getchannel("A").getextrema() == (0, 0)
    assert min(opened(square.jpeg).getpixel((9, 9))) > 240  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sent", "refusal"),
    [
        (encoded(Image.new("1", (1, 60_000)), "PNG"), PictureTooSmall),
        (encoded(Image.new("1", (9_000, 9_000)), "PNG"), PictureTooLarge),
        (encoded(noise(64, 64), "PNG")[:300], PictureBroken),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", PictureBroken),
        (encoded(noise(64, 64), "GIF"), PictureBroken),
    ],
)
def test_square_of_no_picture_or_too_much_of_one_is_refused(sent: bytes, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        redraw_square(sent, form="PNG", sides=[48])


@pytest.mark.parametrize(
    ("name", "form"),
    [("ada.JPG", "JPEG"), ("a.b.webp", "WEBP"), ("ada.svg", None), (".png", None), ("ada", None), ("a.png.html", None)],
)
def test_ending_promises_a_form(name: str, form: str | None) -> None:
    assert form_of(name) == form

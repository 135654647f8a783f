"""Names and handles: what hides is taken out, and nobody passes for the house or for somebody else."""

import pytest

from project.accounts.profiles.handles import clean_handle
from project.accounts.profiles.names import clean_name, shape_of
from project.accounts.profiles.refusals import NotValid


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada \n Lovelace ", "Ada Lovelace"),
        ("Ada\u202egnp.exe", "Adagnp.exe"),
        ("A\u200bd\u200da\ufeff", "Ada"),
        ("𝐀𝐝𝐚", "Ada"),
        ("Ａｄａ", "Ada"),
        ("אדה", "אדה"),
        ("Zoë 2", "Zoë 2"),
    ],
)
def test_name_is_kept_as_one_visible_line(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "\u200b\u200b", "\u2800", "\u3164", "...", "\u202e"])
def test_name_that_nobody_can_see_is_refused(typed: str) -> None:
    with pytest.raises(NotValid) as refused:
        clean_name(typed)

    assert list(refused.value.extra) == ["display_name"]


@pytest.mark.parametrize("typed", ["Rialto", "Rіalto team", "ADMIN", "Adm1n", "the $upport", "R1alt0", "ｒｉａｌｔｏ"])
def test_name_that_is_read_as_the_house_is_refused(typed: str) -> None:
    with pytest.raises(NotValid):
        clean_name(typed)


def test_name_of_forty_one_characters_is_refused() -> None:
    assert clean_name("a" * 40)
    with pytest.raises(NotValid):
        clean_name("a" * 41)


@pytest.mark.parametrize(
    ("one", "other"), [("ada_1", "adal"), ("ben", "bеn"), ("corner", "comer"), ("vvill", "will"), ("0tto", "Otto")]
)
def test_names_that_look_alike_have_one_shape(one: str, other: str) -> None:
    assert shape_of(one) == shape_of(other)


@pytest.mark.parametrize(("typed", "kept"), [("@Ada_L", "ada_l"), ("ａｄａ", "ada"), ("", None), ("  ", None)])
def test_handle_is_kept_in_small_plain_letters(typed: str, kept: str | None) -> None:
    assert clean_handle(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["ab", "a" * 31, "ada.l", "аda", "ada l", "../me", "me", "adm1n", "r1alt0", "usr_ada", "gst_1", "ada\u202e"],
)
def test_handle_that_hides_climbs_or_is_the_house_s_is_refused(typed: str) -> None:
    with pytest.raises(NotValid) as refused:
        clean_handle(typed)

    assert list(refused.value.extra) == ["handle"]

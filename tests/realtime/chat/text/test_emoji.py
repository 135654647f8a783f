"""Claims about emoji: one picture in its full form, and a palette whose entries have names."""

import pytest

from realtime.chat.text.emoji import PALETTE, emoji_name, one_emoji


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("👍", "👍"),
        ("👍🏽", "👍🏽"),
        ("❤", "❤️"),
        ("❤️", "❤️"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("🇩🇪", "🇩🇪"),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
        ("🏳‍🌈", "🏳️‍🌈"),
        ("#️⃣", "#️⃣"),
    ],
)
def test_one_emoji_is_kept_in_full(typed: str, kept: str) -> None:
    assert one_emoji(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "a", "1", "#", "👍👍", "👍 ", "x👍", "🏽", "\u200d", "\ufe0f", "<b>", "🇩", "👍" * 50]
)
def test_anything_else_is_refused(typed: str) -> None:
    assert one_emoji(typed) is None


def test_palette_holds_whole_emoji_with_names() -> None:
    offered = [emoji for group in PALETTE for emoji in group.emoji]

    assert [one_emoji(emoji) for emoji in offered] == offered
    assert len(set(offered)) == len(offered)
    assert all(emoji_name(emoji).replace(" ", "") != emoji for emoji in offered)
    assert emoji_name("👍🏽") == "thumbs up medium skin tone"

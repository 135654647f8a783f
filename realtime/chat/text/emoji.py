"""What counts as one emoji, how it is called, and the palette that the picker offers."""

from dataclasses import dataclass

import emoji
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

QUALIFIED = emoji.STATUS["fully_qualified"]
COMPONENT = emoji.STATUS["component"]
PICTURE = "\ufe0f"
LONGEST = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Emoji that belong together in the picker."""

    name: str | Promise
    emoji: tuple[str, ...]


PALETTE = (
    Group(name=_("Often used"), emoji=("👍", "❤️", "😂", "🎉", "😮", "😢", "🙏", "👀")),
    Group(
        name=_("Faces"),
        emoji=(
            "😀",
            "😄",
            "😅",
            "🤣",
            "🙂",
            "😉",
            "😍",
            "😎",
            "🤔",
            "😐",
            "🙄",
            "😴",
            "😭",
            "😡",
            "🤯",
            "🥳",
            "😱",
            "🤗",
        ),
    ),
    Group(name=_("Hands"), emoji=("👎", "👏", "🙌", "👌", "✌️", "🤞", "🤝", "💪", "👋", "🫡", "🤷", "🤦")),
    Group(name=_("Game"), emoji=("🏀", "⛹️", "🏆", "🥇", "🥈", "🥉", "🎯", "🔥", "💯", "⏱️", "🚨", "📣")),
    Group(name=_("Signs"), emoji=("✅", "❌", "❓", "❗", "⭐", "💡", "💔", "💙", "💚", "➕", "🚀", "🔔")),
)


def one_emoji(text: str) -> str | None:
    """The emoji in its full form, so that two ways of typing it are one reaction; None for anything else."""
    if not 0 < len(text) <= LONGEST:
        return None
    bare = text.replace(PICTURE, "")
    whole = (form for form in (text, bare, bare + PICTURE) if _is_whole(form))
    return next(whole, None) or _FULL_FORMS.get(bare)


def emoji_name(text: str) -> str:
    """How a screen reader calls it, in the reader's language where it is known."""
    language = (get_language() or "en").split("-")[0]
    known = language if language in emoji.LANGUAGES else "en"
    if known != "en":
        emoji.config.load_language(known)
    return emoji.demojize(text, delimiters=("", ""), language=known).replace("_", " ")


def _is_whole(text: str) -> bool:
    return emoji.EMOJI_DATA.get(text, {}).get("status") == QUALIFIED


_FULL_FORMS = {
    form.replace(PICTURE, ""): form for form, known in emoji.EMOJI_DATA.items() if known["status"] == QUALIFIED
}

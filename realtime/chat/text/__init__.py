"""What people write: made safe, cut short, searched for names, emoji and unwanted words. Pure functions."""

from realtime.chat.text.render import LONGEST_BODY, Rendered, render

__all__ = ["LONGEST_BODY", "Rendered", "render"]

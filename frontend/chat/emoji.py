"""The palette of emoji: fetched when it is first opened, with names to search by in the reader's language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from project.accounts.access import Who, access
from realtime.chat.text.emoji import PALETTE, emoji_name


@require_safe
@cache_control(private=True, max_age=86_400)
@vary_on_headers("Accept-Language", "Cookie")
@access(Who.PUBLIC)
def show(request: HttpRequest) -> HttpResponse:
    """Groups of emoji, each with its name."""
    groups = [{"name": group.name, "emoji": [(one, emoji_name(one)) for one in group.emoji]} for group in PALETTE]
    return render(request, "chat/emoji.html", {"groups": groups})

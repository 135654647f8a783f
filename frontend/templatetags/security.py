"""How long ago something was, as people say it."""

from datetime import datetime, timedelta

from django import template
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from project.base import clock

register = template.Library()
JUST_NOW = timedelta(minutes=1)


@register.filter
def ago(at: datetime) -> str:
    """`just now`, or `3 hours ago`: the largest unit alone."""
    now = clock.now()
    return _("just now") if now - at < JUST_NOW else _("%(time)s ago") % {"time": timesince(at, now, depth=1)}

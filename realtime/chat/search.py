"""Searching messages: the words of rooms that a visitor may read, and of no other."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db import connection
from django.db.models import BooleanField, F, FloatField, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Collate
from django.utils import timezone
from django.utils.html import escape

from project.accounts.visitors import Visitor
from realtime.chat.access import readable_by
from realtime.chat.models import Member, Message, Room
from realtime.chat.models.messages import SEARCH_CONFIG
from realtime.chat.public import Json, person_out
from realtime.chat.queries.shown import messages_out, shown_messages
from realtime.chat.text.visible import visible_line

LONGEST_QUERY = 200
PAGE = 20
# Of a word that is everywhere only the newest messages are weighed: a search costs the same in a year.
WEIGHED = 2000
HALF_WORTH = timedelta(days=30)
OPENING, CLOSING = "\x02", "\x03"
CURSOR = re.compile(r"(\d{1,16})_([0-9a-fx.p+-]{1,40})_(msg_[0-9A-Za-z]{22})")
UNDERSTAND = f"SELECT websearch_to_tsquery('{SEARCH_CONFIG}', %s)::text, querytree(websearch_to_tsquery('{SEARCH_CONFIG}', %s))"  # noqa: S608

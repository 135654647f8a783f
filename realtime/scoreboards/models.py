"""Rows of a scoreboard: rule profiles, boards, and the events a board's state is folded from."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from realtime.scoreboards.people import BoardKey, Operator, Seat
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.state import GameState, Side, opening_state

__all__ = ["Board", "BoardKey", "BoardWords", "GameEvent", "Operator", "RuleProfile", "Seat"]


class RuleProfile(models.Model):
    """One set of rules as numbers; `Rules` says what each means. A board copies them."""

    slug = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=60)
    periods = models.PositiveSmallIntegerField()
    period_ms = models.PositiveIntegerField()
    overtime_ms = models.PositiveIntegerField()
    points = models.JSONField()
    target_score = models.PositiveSmallIntegerField(default=0)
    overtime_target = models.PositiveSmallIntegerField(default=0)
    bonus_from = models.PositiveSmallIntegerField()
    overtime_bonus_from = models.PositiveSmallIntegerField()
    late_ms = models.PositiveIntegerField(default=0)
    late_bonus_from = models.PositiveSmallIntegerField(default=0)
    fouls_last_all_game = models.BooleanField(default=False)
    overtime_continues_fouls = models.BooleanField(default=False)
    foul_weights = models.JSONField(default=dict)
    timeouts = models.JSONField()
    timeout_caps = models.JSONField(default=list)
    overtime_timeouts = models.PositiveSmallIntegerField()
    overtime_carries_timeouts = models.BooleanField(default=False)
    shot_ms = models.PositiveIntegerField(default=0)
    shot_short_ms = models.PositiveIntegerField(default=0)
    on_court = models.PositiveSmallIntegerField(default=5)
    foul_limit = models.PositiveSmallIntegerField(default=0)
    personal_weights = models.JSONField(default=dict)
    ejections = models.JSONField(default=list)

    class Meta:
        verbose_name = _("rule profile")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(periods__gte=1), name="profile_has_a_period"),
            models.CheckConstraint(condition=Q(period_ms__gte=1), name="profile_period_has_a_length"),
            models.CheckConstraint(
                condition=Q(overtime_ms__gte=1) | Q(overtime_target__gte=1),
                name="profile_overtime_can_end",
            ),
            models.CheckConstraint(
                condition=Q(shot_short_ms__lte=F("shot_ms")), name="profile_short_shot_clock_is_shorter"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def rules(self) -> Rules:
        """The numbers of this row as a value."""
        stored = {key: getattr(self, key) for key in Rules.__dataclass_fields__}
        return Rules.from_json(stored)


class Board(models.Model):
    """A game: its rules and teams as it was opened with, and the state its events add up to.

    A board that `expires_at` some time or `is_invented` may be forgotten; the database lets no other become one.
    """

    slug = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=80, blank=True)
    profile = models.ForeignKey(RuleProfile, on_delete=models.PROTECT, related_name="+")
    rules_json = models.JSONField()
    opening = models.JSONField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="boards")
    expires_at = models.DateTimeField(null=True, db_index=True)
    is_invented = models.BooleanField(default=False)
    starts_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    status = models.CharField(max_length=9, default="scheduled")
    position = models.PositiveIntegerField(default=0)
    box_position = models.PositiveIntegerField(default=0)
    home_score = models.PositiveSmallIntegerField(default=0)
    away_score = models.PositiveSmallIntegerField(default=0)
    state_json = models.JSONField()

    class Meta:
        verbose_name = _("board")
        indexes: ClassVar = [models.Index(fields=["status", "-changed_at"], name="board_by_status")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=["scheduled", "live", "final"]), name="board_status_is_known"
            ),
            models.CheckConstraint(condition=Q(slug__regex=r"^[A-Za-z0-9_-]{1,64}$"), name="board_slug_fits_a_topic"),
            models.CheckConstraint(
                condition=~Q(status="scheduled") | Q(home_score=0, away_score=0),
                name="board_scores_only_once_live",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def rules(self) -> Rules:
        """The rules this game was opened with."""
        return Rules.from_json(self.rules_json)

    @property
    def state(self) -> GameState:
        """The state after the last event."""
        return GameState.from_json(self.state_json)

    def opening_state(self) -> GameState:
        """The state before the first event."""
        home, away = (Side(**self.opening[team]) for team in ("home", "away"))
        return opening_state(self.rules, home, away)

    def take(self, state: GameState) -> None:
        """Keep a new state, with the columns that lists and constraints look at."""
        self.state_json = state.as_json()
        self.status = state.status
        self.home_score = state.home.score
        self.away_score = state.away.score


class BoardWords(models.Model):
    """What a board is found by: its title and names, folded. The database writes it whenever one of them changes."""

    board = models.OneToOneField(Board, on_delete=models.CASCADE, primary_key=True, related_name="searched")
    words = models.TextField()

    class Meta:
        verbose_name = _("board’s words")
        indexes: ClassVar = [GinIndex(fields=["words"], name="boards_by_words", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.words


class GameEvent(models.Model):
    """One accepted command, for ever: the database refuses to change or delete it."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="events")
    position = models.PositiveIntegerField()
    command_id = models.CharField(max_length=64)
    kind = models.CharField(max_length=16)
    payload = models.JSONField()
    actor = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=80, blank=True, default="")
    reason = models.CharField(max_length=200, blank=True)
    undoes = models.PositiveIntegerField(null=True, blank=True)
    period = models.PositiveSmallIntegerField()
    clock_ms = models.PositiveIntegerField()
    home_score = models.PositiveSmallIntegerField()
    away_score = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("game event")
        ordering: ClassVar = ["board", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["board", "position"], name="one_event_a_position"),
            models.UniqueConstraint(fields=["board", "command_id"], name="one_event_a_command"),
            models.CheckConstraint(condition=Q(position__gte=1), name="event_positions_start_at_one"),
            models.CheckConstraint(
                condition=Q(kind="undo", undoes__isnull=False) | (~Q(kind="undo") & Q(undoes__isnull=True)),
                name="only_an_undo_undoes",
            ),
            models.CheckConstraint(
                condition=Q(undoes__isnull=True) | Q(undoes__gte=1, undoes__lt=F("position")),
                name="an_undo_looks_back",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["board", "position"], condition=Q(kind="undo"), name="undos_of_a_board"),
            models.Index(fields=["board", "at"], name="events_of_a_board_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.board_id}#{self.position} {self.kind}"

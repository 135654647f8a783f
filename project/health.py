"""How the program says it is alive, ready, and how its parts stand."""

import time
from collections.abc import Callable
from typing import Any, Literal

import psycopg
import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router, Schema
from pydantic import ConfigDict

from project import heartbeat
from project.accounts.access import Who, access
from project.base import clock
from project.base.valkey import valkey
from realtime.status import status as realtime_status

router = Router(tags=["health"])
BROKEN = (DatabaseError, psycopg.Error, redis.RedisError, OSError)
MISSED_BEATS = 2.5


@access(Who.PUBLIC)
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@access(Who.PUBLIC)
def readyz(request: HttpRequest) -> HttpResponse:
    """This process can serve: its database answers and has all its tables."""
    reason = _why_not_ready()
    return HttpResponse(f"{reason or 'ready'}\n", status=503 if reason else 200, content_type="text/plain")


class PartOut(Schema):
    """One part: whether it does its work, and what is known of it."""

    model_config = ConfigDict(extra="allow")

    ok: bool


class HealthOut(Schema):
    """`ok`, `degraded` while something is away that facts can do without, or `down`."""

    status: Literal["ok", "degraded", "down"]
    build: str
    time: str
    database: PartOut
    valkey: PartOut
    worker: PartOut
    realtime: PartOut


@router.get("", response={200: HealthOut, 503: HealthOut}, summary="How the parts of the program stand")
@access(Who.PUBLIC)
def health(request: HttpRequest) -> HttpResponse:
    """Database, Valkey, the worker's heartbeat, and realtime as this process sees it."""
    parts = {
        "database": _timed(_ask_database),
        "valkey": _timed(valkey().ping),
        "worker": _worker(),
        "realtime": _realtime(),
    }
    status = _status(parts)
    body = {"status": status, "build": settings.BUILD, "time": clock.now().isoformat(), **parts}
    return JsonResponse(body, status=503 if status == "down" else 200)


def _status(parts: dict[str, dict[str, Any]]) -> str:
    if not parts["database"]["ok"]:
        return "down"
    return "ok" if all(part["ok"] for part in parts.values()) else "degraded"


def _timed(ask: Callable[[], object]) -> dict[str, Any]:
    began = time.perf_counter()
    try:
        ask()
    except BROKEN as error:
        return {"ok": False, "error": type(error).__name__}
    return {"ok": True, "ms": round((time.perf_counter() - began) * 1000, 2)}


def _worker() -> dict[str, Any]:
    try:
        age = heartbeat.seconds_since_beat()
    except BROKEN:
        return {"ok": False, "heartbeat_age_seconds": None}
    fresh = age is not None and age < settings.HEARTBEAT_SECONDS * MISSED_BEATS
    return {"ok": fresh, "heartbeat_age_seconds": None if age is None else round(age, 1)}


def _realtime() -> dict[str, Any]:
    try:
        return {"ok": True, **realtime_status()}
    except BROKEN as error:
        return {"ok": False, "error": type(error).__name__}


def _ask_database() -> None:
    # Its own connection: a full pool makes pages wait, which is not what is asked here.
    with psycopg.connect(_conninfo(), connect_timeout=2, autocommit=True) as direct:
        direct.execute("SELECT 1")


def _conninfo() -> str:
    entry = settings.DATABASES["default"]
    options = {key: value for key, value in entry["OPTIONS"].items() if key != "pool"}
    named = {
        "dbname": connection.settings_dict["NAME"],
        "user": entry["USER"],
        "password": entry["PASSWORD"],
        "host": entry["HOST"],
        "port": entry["PORT"],
    }
    return psycopg.conninfo.make_conninfo("", **options, **{key: value for key, value in named.items() if value})


_complete: set[str] = set()


def _why_not_ready() -> str | None:
    try:
        _ask_database()
        if not _complete and _tables_missing():
            return "migrations are missing"
    except BROKEN:
        return "the database does not answer"
    _complete.add("tables")
    return None


def _tables_missing() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))

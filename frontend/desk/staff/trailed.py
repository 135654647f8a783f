"""What every page of the admin begins from: looking is free to staff, changing is said model by model and recorded."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from unfold.admin import ModelAdmin

from project.accounts.audit.actions import record
from project.base import clock


class Trailed(ModelAdmin):  # type: ignore[misc]
    """A model in the admin: read only, unless it says otherwise; whatever is changed ends in the audit trail.

    Django calls the three `log_…` inside the transaction of the change, for inlines and lists edited in place too.
    """

    list_per_page = 30
    show_full_result_count = False
    list_disable_select_all = True
    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Who has come this far is staff."""
        return True

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Who has come this far is staff."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nothing is made by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nothing is changed field by field."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nothing is deleted by hand."""
        return False

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> None:
        """Into the trail, not into Django's log."""
        self._record(request, obj, "added", message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> None:
        """Into the trail, with the names of the fields and inlines that were changed."""
        self._record(request, obj, "changed", message)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Into the trail, one entry each."""
        for obj in queryset:
            self._record(request, obj, "deleted", [])

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The trail, of this one."""
        obj = self.get_object(request, object_id)
        if obj is None:
            raise Http404
        trail = reverse("admin:audit_staffaction_changelist")
        return redirect(f"{trail}?{urlencode({'q': target_of(obj)})}")

    def _record(self, request: HttpRequest, obj: Model, deed: str, message: Any) -> None:
        staff: AbstractBaseUser = request.user  # type: ignore[assignment]
        name = f"{self.opts.model_name}_{deed}"
        record(staff_id=staff.pk, action=name, target=target_of(obj), facts={"what": message}, now=clock.now())


def target_of(obj: Model) -> str:
    """How the trail names a row: by its public id where it has one."""
    return str(getattr(obj, "public_id", "") or f"{obj._meta.label_lower}:{obj.pk}")  # noqa: SLF001

"""An admin in which something can be changed by hand, to see where that is written down."""

from django.contrib.auth.models import Group
from django.urls import path
from unfold.admin import TabularInline

from frontend.desk.staff.site import StaffSite
from frontend.desk.staff.trailed import Trailed
from project.accounts.models import User
from project.urls import handler403, handler404, urlpatterns

probe = StaffSite(name="probe")


class Open(Trailed):
    """Everything that Django allows."""

    def has_add_permission(self, request: object, obj: object = None) -> bool:
        return True

    has_change_permission = has_delete_permission = has_add_permission


class Members(TabularInline):  # type: ignore[misc]
    """Rows edited within another's page."""

    model = User.groups.through
    extra = 0

    def has_add_permission(self, request: object, obj: object = None) -> bool:
        return True

    has_change_permission = has_delete_permission = has_view_permission = has_add_permission


class Groups(Open):
    """Changed on its page, in its list and by what it holds."""

    fields = ("name",)
    list_display = ("id", "name")
    list_editable = ("name",)
    inlines = (Members,)
    actions = ("delete_selected",)  # type: ignore[assignment]


probe.register(Group, Groups)
urlpatterns = [path("probe-staff/", probe.urls), *urlpatterns]
__all__ = ["handler403", "handler404", "urlpatterns"]

"""The audit trail and the letters, to be read; a letter that failed can be sent again."""

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from frontend.desk.staff.deeds import Asked, Deed, DeedForm, WithDeeds
from frontend.desk.staff.site import site
from frontend.desk.staff.trailed import Trailed
from project.accounts.audit.actions import record
from project.accounts.audit.models import StaffAction
from project.mail.actions import resend_letter
from project.mail.models import Letter, LetterState

STATES = {"queued": "info", "sending": "info", "sent": "success", "failed": "danger", "dropped": "warning"}


@admin.register(StaffAction, site=site)
class Trail(Trailed):
    """What staff did, the newest first; nobody changes it, the database neither."""

    list_display = ("at", "staff", "action", "target", "why")
    list_display_links = ("at",)
    list_filter = ("action",)
    list_select_related = ("staff",)
    search_fields = ("target", "staff__display_name", "staff__email", "action")
    search_help_text = gettext_lazy("The id of a person or thing, or who did it")
    fields = ("at", "staff", "action", "target", "all_facts", "public_id")
    readonly_fields = fields

    @display(description=gettext_lazy("why"))  # type: ignore[untyped-decorator]
    def why(self, entry: StaffAction) -> str:
        """The reason that was given."""
        return str(entry.facts.get("reason", ""))

    @display(description=gettext_lazy("what is known"))  # type: ignore[untyped-decorator]
    def all_facts(self, entry: StaffAction) -> SafeString:
        """Everything that was kept of it."""
        return format_html_join("", "<div>{}: {}</div>", entry.facts.items())


def _send_again(asked: Asked) -> None:
    letter: Letter = asked.thing
    with transaction.atomic():
        resend_letter(letter, now=asked.now)
        facts = {"reason": asked.reason}
        record(staff_id=asked.staff.pk, action="letter_sent_again", target=letter.public_id, facts=facts, now=asked.now)


SEND_AGAIN = Deed(
    name="send-again",
    label=gettext_lazy("Send again"),
    about=gettext_lazy("It is tried from the beginning, under the same Message-ID."),
    done=gettext_lazy("The letter is on its way again."),
    form=DeedForm,
    do=_send_again,
    is_offered=lambda letter: letter.state == LetterState.FAILED,
)


@admin.register(Letter, site=site)
class Letters(WithDeeds, Trailed):
    """Letters and how far they came; what they say is nobody's business here."""

    list_display = ("created_at", "to", "template", "shown_state", "attempts", "last_error")
    list_filter = ("state", "template")
    search_fields = ("to", "public_id")
    search_help_text = gettext_lazy("An address, or the id of a letter")
    fields = (
        "public_id",
        "to",
        "template",
        "language",
        "state",
        "attempts",
        "last_error",
        "created_at",
        "due_at",
        "sent_at",
    )
    readonly_fields = fields
    deeds = (SEND_AGAIN,)

    @display(description=gettext_lazy("state"), label=STATES)  # type: ignore[untyped-decorator]
    def shown_state(self, letter: Letter) -> tuple[str, str]:
        """As a badge."""
        return letter.state, str(LetterState(letter.state).label)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Letter]:
        """Without what is sealed: it is not even fetched."""
        found: QuerySet[Letter] = super().get_queryset(request)
        return found.defer("sealed_facts")

"""What people are told of their applications, in a letter and in the list of what happened to their account."""

from project.accounts.models import User
from project.accounts.profiles.activity import note_activity
from project.accounts.roles.models import RoleApplication
from project.accounts.roles.names import Role, called
from project.accounts.roles.states import State
from project.mail.actions import send_letter

TEMPLATES = {
    State.APPLIED: "application_received",
    State.CHANGES_REQUESTED: "application_changes",
    State.APPROVED: "application_approved",
    State.DECLINED: "application_declined",
    State.WITHDRAWN: "application_withdrawn",
}
NOTED = {State.APPLIED: "role_asked", State.DECLINED: "role_refused"}


def write_to_applicant(application: RoleApplication, person: User) -> None:
    """Tell them how their application stands now, once for each time it came to stand so."""
    state, label = State(application.state), called(Role(application.role))
    send_letter(
        template=TEMPLATES[state],
        to=person.email or "",
        facts={
            "name": str(person),
            "role": label,
            "reason": application.reason,
            "path": f"/account/become/{application.role}/",
        },
        key=f"{application.public_id}.{state}.{application.changed_at.isoformat()}",
    )
    if state in NOTED:
        note_activity(user_id=person.pk, kind=NOTED[state], facts={"role": label}, now=application.changed_at)

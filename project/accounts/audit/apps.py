"""The app of the audit trail."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Installed under the label `audit`."""

    name = "project.accounts.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

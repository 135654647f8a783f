"""The forms of signing in: allauth's, in our words and with what password managers look for."""

from typing import Any, cast

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.core import context
from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from frontend.account.forms import NameField
from frontend.account.signin.adapter import REMEMBER
from project.accounts.models import User
from project.accounts.visitors import visitor_of

NEW_PASSWORD = _("Ten characters or more. A few words that do not belong together are easy to keep in mind.")
type Saved = tuple[User | None, HttpResponse | None]


def _dress(field: forms.Field, **attrs: str) -> None:
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


class _Remembering(forms.Form):
    remember = forms.BooleanField(label=_("Stay signed in for 30 days"), required=False)


class LoginForm(allauth.LoginForm):  # type: ignore[misc]
    """Email and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self.fields["login"], autocomplete="username")
        _dress(self.fields["password"], autocomplete="current-password")
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Stay signed in for 30 days")

    def clean(self) -> dict[str, Any]:
        """Where they do not belong together, the password is what to type again."""
        try:
            return cast("dict[str, Any]", super().clean())
        except forms.ValidationError:
            self.fields["password"].widget.attrs["autofocus"] = True
            raise

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Go on to the next step; how long to stay is kept until the session begins."""
        request.session[REMEMBER] = self.cleaned_data["remember"]
        self._login.redirect_url = redirect_url
        return cast("HttpResponse", perform_password_login(request, self.user_credentials(), self._login))


class SignupForm(allauth.SignupForm):  # type: ignore[misc]
    """A name, an email and a password."""

    display_name = NameField(
        label=_("Your name"),
        required=False,
        help_text=_("Others see it beside what you do. You can leave it for later."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    field_order = ("display_name", "email", "password1")
    account_already_exists: bool

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self.fields["email"], autocomplete="username")
        _dress(self.fields["password1"], autocomplete="new-password")
        self.fields["password1"].help_text = NEW_PASSWORD
        if not self.is_bound:
            self.fields["display_name"].initial = visitor_of(context.request).name

    def clean(self) -> dict[str, Any]:
        """The password may be neither common nor like the name or the email."""
        told: dict[str, Any] = super(allauth.SignupForm, self).clean() or self.cleaned_data
        person = User(email=told.get("email"), display_name=told.get("display_name", ""))
        if told.get("password1"):
            try:
                get_adapter().clean_password(told["password1"], user=person)
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return told

    def try_save(self, request: HttpRequest) -> Saved:
        """The new member; where the email has an account, an answer that looks the same and took as long."""
        if not self.account_already_exists:
            try:
                with transaction.atomic():
                    return cast("Saved", super().try_save(request))
            except IntegrityError:
                # Somebody registered the same address in the same moment.
                self.account_already_exists = True
        User().set_password(self.cleaned_data["password1"])
        return cast("Saved", super().try_save(request))


class RequestCodeForm(allauth.RequestLoginCodeForm, _Remembering):  # type: ignore[misc]
    """The email to which a code is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self.fields["email"], autocomplete="username")
        self.order_fields(["email", "remember"])


class ResetPasswordForm(allauth.ResetPasswordForm):  # type: ignore[misc]
    """The email whose password was forgotten."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self.fields["email"], autocomplete="username")


class _OneNewPassword:
    """Typed once: it can be shown, and who mistypes it can have it reset."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        del fields["password2"]
        _dress(fields["password1"], autocomplete="new-password")
        fields["password1"].label = _("New password")
        fields["password1"].help_text = NEW_PASSWORD


class NewPasswordForm(_OneNewPassword, allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    """The password after a reset."""


class SetPasswordForm(_OneNewPassword, allauth.SetPasswordForm):  # type: ignore[misc]
    """A first password, for who came by a provider or by a code."""


class ChangePasswordForm(_OneNewPassword, allauth.ChangePasswordForm):  # type: ignore[misc]
    """The old password and the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self.fields["oldpassword"], autocomplete="current-password")
        self.fields["oldpassword"].label = _("Password now")
        self.fields["oldpassword"].help_text = ""

    def clean_oldpassword(self) -> str:
        """Counted as a try to sign in: a browser left open must not be a place to guess."""
        password: str = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("enter_current_password")
        return password


class NewEmailForm(allauth.AddEmailForm):  # type: ignore[misc]
    """The address to change to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self.fields["email"], autocomplete="email")
        self.fields["email"].label = _("New email")


def _as_code(field: forms.Field) -> None:
    field.label = _("Code")
    _dress(field, autocomplete="one-time-code", autocapitalize="characters", spellcheck="false", maxlength="16")
    field.widget.attrs |= {"class": "code-field", "autofocus": True}


class CodeForm(allauth.ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code out of a letter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self.fields["code"])


class EmailCodeForm(allauth.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """The code that proves an address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self.fields["code"])

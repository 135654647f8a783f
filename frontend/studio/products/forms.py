"""The form of a listing's words, and of what its kind says of itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from market.catalog.copies import WorkingCopy
from market.catalog.kinds import Attribute, Type, kind_of
from market.catalog.models import Category

PREFIX = "attributes."


class AboutForm(forms.Form):
    """Title, words, category and tags; what a kind has beside that is added by `about_form`."""

    title = forms.CharField(label=_("Title"), max_length=120)
    tagline = forms.CharField(
        label=_("Tagline"), max_length=160, required=False, help_text=_("One line that says what it is good for.")
    )
    description = forms.CharField(
        label=_("Description"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Markdown. Say what it does, for whom, and what it cannot do."),
    )
    category = forms.ChoiceField(label=_("Category"), required=False)
    tags = forms.CharField(
        label=_("Tags"), max_length=600, required=False, help_text=_("Words with commas between, ten at most.")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def attribute_fields(self) -> list[forms.BoundField]:
        """What the kind adds, in its order."""
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    def change(self) -> dict[str, Any]:
        """What was said, as the catalogue reads it."""
        said = dict(self.cleaned_data)
        said.pop("revision")
        named = {name: said.pop(name) for name in list(said) if name.startswith(PREFIX)}
        said["tags"] = [word.strip() for word in said["tags"].split(",") if word.strip()]
        said["attributes"] = {
            name.removeprefix(PREFIX): value for name, value in named.items() if value not in ("", [])
        }
        return said

    def tell(self, fields: dict[str, str]) -> None:
        """Say what could not be kept beside what it concerns."""
        for name, words in fields.items():
            self.add_error(name if name in self.fields else None, words)


def about_form(kind: str, data: Any = None, *, copy: WorkingCopy | None = None, revision: int = 0) -> AboutForm:
    """The form of a listing of this kind, with what was typed or with what it says now."""
    initial: dict[str, Any] = {}
    if copy is not None:
        initial = {
            **{name: getattr(copy, name) for name in ("title", "tagline", "description", "category")},
            **{f"{PREFIX}{name}": value for name, value in copy.attributes.items()},
            "tags": ", ".join(copy.tags),
            "revision": revision,
        }
    form = AboutForm(data, initial=initial)
    category = form.fields["category"]
    category.choices = [("", "—"), *_categories()]  # type: ignore[attr-defined]
    for attribute in kind_of(kind).attributes:
        form.fields[f"{PREFIX}{attribute.name}"] = _field(attribute)
    return form


def _categories() -> list[tuple[str, str]]:
    depth = "\N{NO-BREAK SPACE}" * 3
    return [(one.path, f"{depth * one.path.count('/')}{one.name}") for one in Category.objects.order_by("path")]


def _field(attribute: Attribute) -> forms.Field:
    label = f"{attribute.label} ({attribute.unit})" if attribute.unit else attribute.label
    shared: dict[str, Any] = {"label": label, "help_text": attribute.hint, "required": False}
    choices = [(one.value, one.label) for one in attribute.choices]
    if attribute.type is Type.CHOICE:
        return forms.ChoiceField(choices=[("", "—"), *choices], **shared)
    if attribute.type is Type.CHOICES:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **shared)
    if attribute.type is Type.YES_NO:
        return forms.ChoiceField(choices=[("", "—"), ("yes", _("yes")), ("no", _("no"))], **shared)
    numeric = attribute.type in {Type.INTEGER, Type.AMOUNT}
    widget = forms.TextInput(attrs={"inputmode": "numeric"} if numeric else {})
    return forms.CharField(max_length=500, widget=widget, **shared)

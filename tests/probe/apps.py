"""Registers the probe's kinds when the tests' settings are used."""

from importlib import import_module

from django.apps import AppConfig


class ProbeConfig(AppConfig):
    """The smallest domain there can be."""

    name = "tests.probe"
    label = "probe"

    def ready(self) -> None:
        """Make the kinds known."""
        import_module("tests.probe.topics")

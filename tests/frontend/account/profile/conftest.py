"""Ada, Ben and Cyd, and a folder of private files that is one test's alone."""

from tests.project.accounts.profiles.conftest import ada, ben, cyd, folder

__all__ = ["ada", "ben", "cyd", "folder"]

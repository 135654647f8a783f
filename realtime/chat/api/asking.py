"""How the operations of the chat refuse: the problems that every one of them may answer."""

from project.base.problems import Problem

PROBLEMS = dict.fromkeys((403, 404, 409, 422, 429), Problem)

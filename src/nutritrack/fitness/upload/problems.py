"""What can be wrong with a file, in words for the person who sent it."""

from collections.abc import Callable

Progress = Callable[[], None]  # called now and then while a file is read


class Unusable(Exception):
    """The file cannot be used as it is. `code` is for programs, the text for people."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


def broken(name: str, what: str) -> Unusable:
    return Unusable("broken", f"{name} is damaged: {what}. Export it again and send that file.")


def cut_off(name: str, where: str) -> Unusable:
    return Unusable(
        "cutOff",
        f"{name} ends too early, {where}: the export or its copy was interrupted. "
        "Export it again and send that file.",
    )


def too_much(what: str) -> Unusable:
    return Unusable("tooMuch", f"{what}: this is more than a person's export holds.")

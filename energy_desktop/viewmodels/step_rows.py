"""Lines of a state or of steps: a shape, a name, a text."""

from dataclasses import dataclass

from energy_desktop.viewmodels.frame import Shape


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step or a part: its name, how it stands, what is to be said of it."""

    name: str
    shape: Shape
    text: str

import re
from string import Formatter

import pytest

from energy_desktop.model.messages import SENTENCES, Problem, ProblemCode, sentence


@pytest.mark.parametrize("code", list(ProblemCode))
def test_every_problem_has_a_sentence_that_ends(code: ProblemCode) -> None:
    assert SENTENCES[code].endswith(".")
    assert not re.search(r"\s\s", SENTENCES[code])


@pytest.mark.parametrize("code", list(ProblemCode))
def test_every_sentence_can_be_filled(code: ProblemCode) -> None:
    names = {name for _, name, _, _ in Formatter().parse(SENTENCES[code]) if name}
    text = sentence(Problem(code, {name: f"<{name}>" for name in names}))
    assert all(f"<{name}>" in text for name in names)

import re
from string import Formatter

import pytest

from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.sentences import IN_THE_WINDOW, SENTENCES, Message, sentence

EVERY = [*SENTENCES.values(), *IN_THE_WINDOW.values()]


def test_every_problem_has_a_message() -> None:
    assert set(SENTENCES) == set(ProblemCode)


@pytest.mark.parametrize("message", EVERY, ids=str)
def test_both_parts_of_a_message_are_sentences_that_end(message: Message) -> None:
    for part in (message.what, message.remedy):
        assert part == part.strip()
        assert not re.search(r"\s\s", part)
    assert message.what.endswith(".")
    assert not message.remedy or message.remedy.endswith(".")


@pytest.mark.parametrize("code", list(ProblemCode))
def test_every_sentence_can_be_filled(code: ProblemCode) -> None:
    told = str(SENTENCES[code])
    names = {name for _, name, _, _ in Formatter().parse(told) if name}
    text = sentence(Problem(code, {name: f"<{name}>" for name in names}))
    assert all(f"<{name}>" in text for name in names)


def test_what_to_do_follows_what_is_wrong() -> None:
    problem = Problem(ProblemCode.HOME_NO_ROUTE, {"host": "h", "reason": "no route"})
    assert sentence(problem) == (
        "h cannot be reached from this computer (no route). Check the network of both machines."
    )


def test_where_nothing_helps_nothing_follows() -> None:
    assert sentence(Problem(ProblemCode.TOKEN_EMPTY)) == "The token is empty."


@pytest.mark.parametrize("code", list(IN_THE_WINDOW))
def test_a_window_can_fill_what_it_says_instead(code: ProblemCode) -> None:
    names = {name for _, name, _, _ in Formatter().parse(str(IN_THE_WINDOW[code])) if name}
    assert names <= {name for _, name, _, _ in Formatter().parse(str(SENTENCES[code])) if name}

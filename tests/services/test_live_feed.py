from energy_desktop.model.timestamps import Micros
from energy_desktop.services.live_feed import LiveFeed


def feed_of(*readings: tuple[int, float | None], kept: int = 100) -> LiveFeed:
    feed = LiveFeed(kept)
    for timestamp, state in readings:
        feed.append("a", Micros(timestamp), state)
    return feed


def test_the_newest_reading_is_known() -> None:
    latest = feed_of((1, 10.0), (2, 20.0)).latest("a")
    assert latest is not None
    assert (latest.timestamp, latest.state) == (2, 20.0)


def test_an_entity_without_readings_has_an_empty_line() -> None:
    assert LiveFeed().latest("a") is None
    assert len(LiveFeed().line("a", Micros(0)).timestamp) == 0


def test_a_line_begins_with_the_value_that_still_held() -> None:
    line = feed_of((1, 10.0), (5, 50.0), (9, 90.0)).line("a", Micros(6))
    assert line.timestamp.tolist() == [5, 9]
    assert line.state.tolist() == [50.0, 90.0]


def test_old_readings_make_room_and_the_line_stays_in_order() -> None:
    feed = feed_of(*((n, float(n)) for n in range(1, 251)), kept=100)
    line = feed.line("a", Micros(0))
    assert line.timestamp.tolist() == list(range(151, 251))
    assert line.state.tolist() == [float(n) for n in range(151, 251)]


def test_a_reading_without_value_breaks_the_line() -> None:
    line = feed_of((1, 10.0), (2, None)).line("a", Micros(0))
    assert str(line.state.tolist()) == "[10.0, nan]"


def test_what_is_older_than_the_newest_is_not_for_a_live_line() -> None:
    feed = feed_of((5, 50.0), (3, 30.0), (5, 99.0))
    assert feed.line("a", Micros(0)).timestamp.tolist() == [5]
    assert feed.version == 1


def test_a_forgotten_entity_is_gone() -> None:
    feed = feed_of((1, 10.0))
    feed.forget("a")
    assert feed.latest("a") is None

"""The document behind `status`: every figure a person may ask for."""

from pathlib import Path

import pytest

from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.recording import RecorderState
from energy_desktop.model.sentences import sentence
from energy_desktop.model.timestamps import format_utc
from energy_desktop.services.recorder import heartbeat
from tests.fakes.home import FakeHome
from tests.services.recorder.bench import A, B, FaultyMetrics, RecorderBench, recording
from tests.waiting import until


async def begun(bench: RecorderBench) -> None:
    await until(lambda: bench.board.recorder is RecorderState.RECORDING)
    await until(lambda: bench.board.repairs_ended)
    await until(lambda: bench.tracking.find(B))


async def test_a_recorder_at_work_tells_all_that_command_line_promises(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await begun(bench)
        last = home.change(A, "1")
        await until(lambda: bench.board.tally.readings_stored == 2)
        bench.clock.advance(10)
        document = await bench.status.document()
        away = document["home_assistant"]
        assert away["state"] == "live"
        assert away["last_event_at"] == format_utc(last.last_updated)
        assert away["subscription_id"]
        assert document["stores"] == {"state": "ok", "metrics": "ok"}
        assert document["recorder"] == {
            "state": "recording",
            "recorded_by": None,
            "entities": 1,
            "known": 2,
            "events_today": 2,
            "events_per_minute": 2,
            "waiting": 0,
            "repair": None,
        }
        assert document["gaps"] == {"found": 0, "repaired": 0, "open": 0}
        assert set(document["reconciliation"]) == {"last", "next", "differences"}
        assert document["uptime"] == 1.0
        assert set(document) == {
            "home_assistant",
            "stores",
            "recorder",
            "reconciliation",
            "gaps",
            "queries",
            "uptime",
            "journal",
        }


async def test_the_vigil_over_the_connection_is_visible(
    tmp_path: Path, home: FakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "LOOK_EVERY", 0.005)
    async with recording(tmp_path, home, [A]) as bench:
        await begun(bench)
        bench.clock.jump(60)
        await until(lambda: bench.board.vigil.heartbeats)
        told = (await bench.status.document())["home_assistant"]
        assert told["heartbeat"] == {"asked": 1, "unanswered": 0}
        assert told["watchdog"] == {"checks": 0, "forced": 0}
        assert told["clock_jumps"] == 1


async def test_only_the_store_that_fails_is_said_to_fail(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await begun(bench)
        metrics = bench.stores.metrics
        assert isinstance(metrics, FaultyMetrics)
        metrics.is_full = True
        home.change(A, "1")
        await until(lambda: bench.board.recorder is RecorderState.STORE_FAILING)
        document = await bench.status.document()
        problem = bench.board.store_problem
        assert problem is not None
        assert problem.code is ProblemCode.STORE_FULL
        assert document["stores"] == {"state": "ok", "metrics": sentence(problem)}
        assert document["recorder"]["waiting"] == 1
        metrics.is_full = False


async def test_queries_are_measured(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await begun(bench)
        assert (await bench.status.document())["queries"]["p50"] is None
        await bench.queries.latest([A])
        assert (await bench.status.document())["queries"]["p99"] >= 0


async def test_what_was_before_is_told_before_anything_is_connected(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await begun(bench)
        home.change(A, "1")
        await until(lambda: bench.board.tally.readings_stored == 2)
        before = await bench.status.document()
    home.running = False
    async with recording(tmp_path, home, []) as bench:
        document = await bench.status.document()
        for key in ("last_event_at", "subscription_id"):
            assert document["home_assistant"][key] == before["home_assistant"][key]
        assert document["recorder"]["events_today"] == 2
        home.running = True

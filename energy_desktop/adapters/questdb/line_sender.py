"""Batches by ILP over HTTP, on the thread that owns them."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from questdb import QuestDBError, Sender

from energy_desktop.adapters.questdb.address import QuestDbAddress
from energy_desktop.adapters.questdb.failures import of_writing
from energy_desktop.adapters.questdb.tables import FORM, Tables
from energy_desktop.model.columns import NO_RESET, ReadingColumns, StatisticColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.timestamps import SECOND, Micros, to_datetime
from energy_desktop.ports.errors import StoreUnusable

ROWS_AT_ONCE = 100_000
"""Rows of one transaction: the client takes no more than 100 MB."""

_RETRY_MILLISECONDS = 2_000
_ANSWER_WITHIN_MILLISECONDS = 10_000
"""And a second more for each 100 kB that is sent."""
_ALWAYS = to_datetime(Micros(0))
"""The time of the only row of a table with one row."""

_FIGURES = ("state", "sum", "change", "mean", "min", "max")


class LineSender:
    """Sends each batch until the server has acknowledged it, from columns it keeps."""

    def __init__(self, address: QuestDbAddress, tables: Tables) -> None:
        self._address = address
        self._tables = tables
        self._sender: Sender | None = None

    def send_readings(self, readings: ReadingColumns) -> None:
        """Make readings durable; raises StoreUnusable when that is not known."""
        ids = np.array(readings.entities, dtype=object)
        for first in range(0, len(readings), ROWS_AT_ONCE):
            rows = slice(first, first + ROWS_AT_ONCE)
            columns = {
                "entity_id": pd.Series(ids[readings.entity[rows]], dtype=object),
                "state": readings.state[rows],
                "timestamp": readings.timestamp[rows].view("datetime64[us]"),
            }
            resets = readings.last_reset[rows]
            if (resets != NO_RESET).any():  # most meters have none: a column less to send
                # The least integer, which says "none" in ours, does so in theirs.
                columns["last_reset"] = resets.view("datetime64[us]")
            self._send_frame(self._tables.readings.name, pd.DataFrame(columns), ["entity_id"])

    def send_statistics(self, statistics: StatisticColumns) -> None:
        """Make statistics rows durable; raises StoreUnusable when that is not known."""
        ids = np.array(statistics.entities, dtype=object)
        for first in range(0, len(statistics), ROWS_AT_ONCE):
            rows = slice(first, first + ROWS_AT_ONCE)
            entity = ids[statistics.entity[rows]]
            period = np.full(len(entity), statistics.period.value, dtype=object)
            frame = pd.DataFrame(
                {
                    "entity_id": pd.Series(entity, dtype=object),
                    "period": pd.Series(period, dtype=object),
                    **{each: getattr(statistics, each)[rows] for each in _FIGURES},
                    "timestamp": statistics.timestamp[rows].view("datetime64[us]"),
                }
            )
            self._send_frame(self._tables.statistics.name, frame, ["entity_id", "period"])

    def send_mark(self, mark: BatchMark) -> None:
        """Let this be the last mark; sent after the batch it speaks of was acknowledged."""
        self._send(
            lambda sender: sender.row(
                self._tables.batches.name,
                columns={
                    "number": mark.number,
                    "session_id": mark.session_id,
                    "covered_to": mark.covered_to,
                },
                at=to_datetime(Micros(mark.number * SECOND)),
            )
        )

    def send_form(self) -> None:
        """Write the version of the tables: the user of this wire may write, and here."""
        self._send(
            lambda sender: sender.row(self._tables.form.name, columns={"version": FORM}, at=_ALWAYS)
        )

    def close(self) -> None:
        """Close the connection; what was not acknowledged is still the caller's."""
        sender, self._sender = self._sender, None
        if sender is not None:
            sender.close(flush=False)

    def _send_frame(self, table: str, frame: pd.DataFrame, symbols: list[str]) -> None:
        self._send(
            lambda sender: sender.dataframe(
                frame, table_name=table, symbols=symbols, at="timestamp"
            )
        )

    def _send(self, fill: Callable[[Sender], object]) -> None:
        """Fill the client's buffer and flush it; again on a new connection if an old one was lost.

        Raises StoreUnusable.
        """
        is_old = self._sender is not None
        try:
            self._send_once(fill)
        except StoreUnusable as error:
            if not is_old or error.problem.code is not ProblemCode.STORE_AWAY:
                raise
            self._send_once(fill)

    def _send_once(self, fill: Callable[[Sender], object]) -> None:
        try:
            sender = self._established()
            fill(sender)
            sender.flush(transactional=True)
        except QuestDBError as error:
            self.close()  # a flush that failed has emptied the buffer; the next one starts anew
            raise of_writing(error, self._address.writes_to) from error

    def _established(self) -> Sender:
        if self._sender is None:
            sender = Sender.from_conf(
                self._address.ilp,
                auto_flush=False,
                retry_timeout=_RETRY_MILLISECONDS,
                request_timeout=_ANSWER_WITHIN_MILLISECONDS,
            )
            sender.establish()  # type: ignore[no-untyped-call] # the driver left it out
            self._sender = sender
        return self._sender

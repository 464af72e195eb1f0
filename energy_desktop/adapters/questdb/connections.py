"""A few connections over the PostgreSQL wire, each used by one thread at a time."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import psycopg

from energy_desktop.adapters.questdb.address import QuestDbAddress
from energy_desktop.adapters.questdb.failures import is_lost_connection, of_reading
from energy_desktop.adapters.questdb.tables import Cursor
from energy_desktop.ports.errors import StoreUnusable

T = TypeVar("T")


class Connections:
    """As many connections as threads ask at once; called on these threads alone."""

    def __init__(self, address: QuestDbAddress) -> None:
        self._address = address
        self._guard = threading.Lock()
        self._idle: list[psycopg.Connection] = []

    def ask(self, question: Callable[[Cursor], T]) -> T:
        """Let a question have a cursor; once more on a new connection when one was lost.

        Raises StoreUnusable.
        """
        try:
            return self._ask_once(question)
        except StoreUnusable as error:
            if not is_lost_connection(error):
                raise
        self.close()  # a server that restarted has lost them all
        return self._ask_once(question)

    def close(self) -> None:
        """Close the connections that nobody uses; more may be opened afterwards."""
        with self._guard:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _ask_once(self, question: Callable[[Cursor], T]) -> T:
        try:
            connection = self._taken()
            try:
                with connection.cursor(binary=True) as cursor:
                    answer = question(cursor)
            except BaseException:
                with suppress(psycopg.Error):
                    connection.close()
                raise
        except psycopg.Error as error:
            raise of_reading(error, self._address.shown) from error
        with self._guard:
            self._idle.append(connection)
        return answer

    def _taken(self) -> psycopg.Connection:
        with self._guard:
            if self._idle:
                return self._idle.pop()
        # Statements are not prepared on the server: one would outlive a change of its table.
        return psycopg.connect(self._address.pg, autocommit=True, prepare_threshold=None)

"""A few connections over the PostgreSQL wire, each used by one thread at a time."""

import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import psycopg

from energy_desktop.adapters.questdb.address import QuestDbAddress
from energy_desktop.adapters.questdb.failures import of_reading
from energy_desktop.adapters.questdb.tables import Cursor

T = TypeVar("T")


class Connections:
    """As many connections as threads ask at once; called on these threads alone."""

    def __init__(self, address: QuestDbAddress) -> None:
        self._address = address
        self._guard = threading.Lock()
        self._idle: list[Cursor] = []
        """One of each connection: making another costs more than some answers."""
        self._busy: set[psycopg.Connection] = set()
        self._is_closed = False

    def ask(self, question: Callable[[Cursor], T]) -> T:
        """Let a question have a cursor; once more on a new connection when an old one fails.

        An old one may have been lost, or know a table that was made anew meanwhile.
        Raises StoreUnusable.
        """
        idle = self._idle_one()
        if idle is not None:
            try:
                return self._ask_on(idle, question)
            except psycopg.Error:
                self._close_idle()  # a server that restarted has lost them all
        try:
            return self._ask_on(self._new_one(), question)
        except psycopg.Error as error:
            raise of_reading(error, self._address.reads_from) from error

    def close(self) -> None:
        """Close the connections that nobody uses, and each of the others when its answer has come.

        What is asked afterwards fails.
        """
        with self._guard:
            self._is_closed = True
        self._close_idle()

    def interrupt(self) -> None:
        """Let every question that is being asked fail now, whatever the server does.

        May be called on any thread: only the sockets are shut down.
        """
        with self._guard:
            for connection in self._busy:
                with suppress(OSError, psycopg.Error), _socket_of(connection) as wire:
                    wire.shutdown(socket.SHUT_RDWR)

    def _ask_on(self, cursor: Cursor, question: Callable[[Cursor], T]) -> T:
        is_kept = False
        try:
            self._begin_use(cursor)
            answer = question(cursor)
            is_kept = True
        finally:
            self._end_use(cursor, is_kept)
        return answer

    def _begin_use(self, cursor: Cursor) -> None:
        with self._guard:
            if self._is_closed:
                raise psycopg.OperationalError("it is closed")
            self._busy.add(cursor.connection)

    def _end_use(self, cursor: Cursor, is_kept: bool) -> None:
        """Keep a connection for the next question, or close it."""
        with self._guard:
            self._busy.discard(cursor.connection)
            if is_kept and not self._is_closed:
                self._idle.append(cursor)
                return
        cursor.connection.close()

    def _close_idle(self) -> None:
        with self._guard:
            idle, self._idle = self._idle, []
        for cursor in idle:
            cursor.connection.close()

    def _idle_one(self) -> Cursor | None:
        with self._guard:
            return self._idle.pop() if self._idle else None

    def _new_one(self) -> Cursor:
        # A statement is prepared on the server when it comes again: a third of the time. One
        # that outlives a change of its table fails, and is asked anew on another connection.
        connection = psycopg.connect(self._address.pg, autocommit=True, prepare_threshold=1)
        return connection.cursor(binary=True)


def _socket_of(connection: psycopg.Connection) -> socket.socket:
    """A second handle of the connection's socket; closing it leaves the first open."""
    return socket.socket(fileno=os.dup(connection.fileno()))

"""The tests of the peer itself use its fixtures."""

from tests.real_home_assistant.fixtures import (
    baked_home_assistant,
    real_home_assistant,
    stopped_home_assistant,
)

__all__ = ["baked_home_assistant", "real_home_assistant", "stopped_home_assistant"]

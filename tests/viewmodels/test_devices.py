"""The table model changes only what changed."""

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from energy_desktop.model.figures import power
from energy_desktop.viewmodels.device_rows import DeviceRow, RowKind
from energy_desktop.viewmodels.devices import Column, DevicesModel


def row(name: str, watts: float) -> DeviceRow:
    return DeviceRow(RowKind.DEVICE, name, name, "fan", power(watts))


def test_it_keeps_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    model = DevicesModel()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    for count in (3, 1, 4, 0):
        model.show([row(f"d{i}", i) for i in range(count)])
        assert model.rowCount() == count


def test_only_changed_rows_are_announced() -> None:
    model = DevicesModel()
    model.show([row("a", 1), row("b", 2), row("c", 3)])
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.show([row("a", 1), row("b", 5), row("c", 3)])
    assert changed == [1]


def test_a_cell_has_text_for_eyes_and_ears() -> None:
    model = DevicesModel()
    model.show([row("Fan", 34)])
    index = model.index(0, Column.POWER)
    assert model.data(index) == "34 W"
    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Fan, 34 W"
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Device"

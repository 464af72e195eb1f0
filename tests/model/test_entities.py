from energy_desktop.model.entities import DatedUnit, EarlierId, Entity
from energy_desktop.model.timestamps import Micros


def test_a_renamed_entity_keeps_its_recording_id_and_its_earlier_id() -> None:
    renamed = Entity("sensor.a", "sensor.a").renamed("sensor.b", Micros(5))
    assert renamed.recording_id == "sensor.a"
    assert renamed.entity_id == "sensor.b"
    assert renamed.earlier_ids == (EarlierId("sensor.a", Micros(5)),)


def test_a_rename_to_the_same_name_is_none() -> None:
    entity = Entity("sensor.a", "sensor.a")
    assert entity.renamed("sensor.a", Micros(5)) is entity


def test_a_change_of_unit_is_dated() -> None:
    entity = Entity("a", "a").with_unit("kWh", Micros(1)).with_unit("Wh", Micros(9))
    assert entity.units == (DatedUnit("kWh", Micros(1)), DatedUnit("Wh", Micros(9)))
    assert (entity.unit, entity.stored_unit) == ("Wh", "kWh")


def test_the_same_unit_again_is_no_change() -> None:
    entity = Entity("a", "a").with_unit("kWh", Micros(1))
    assert entity.with_unit("kWh", Micros(9)) is entity

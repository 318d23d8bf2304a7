"""Figures are named once, carry few labels, and two cores in one process do not collide."""

from core.metrics import Metrics

CLOSED = {"outcome", "topic", "queue", "reason"}


def test_two_of_them_count_apart() -> None:
    one, other = Metrics(), Metrics()
    one.inbox_accepted.inc(3)
    assert one.registry.get_sample_value("okno_inbox_accepted_total") == 3
    assert other.registry.get_sample_value("okno_inbox_accepted_total") == 0


def test_labels_are_of_closed_sets() -> None:
    metrics = Metrics()
    metrics.inbox_handled.labels("done").inc()
    metrics.outbox_sent.labels("status").inc()
    metrics.queue_depth.labels("inbox").set(4)
    names = {
        label
        for family in metrics.registry.collect()
        if family.name.startswith("okno_")
        for sample in family.samples
        for label in sample.labels
    }
    assert names - {"le"} <= CLOSED


def test_a_turn_is_timed() -> None:
    metrics = Metrics()
    with metrics.turn_seconds.time():
        pass
    assert metrics.registry.get_sample_value("okno_turn_seconds_count") == 1

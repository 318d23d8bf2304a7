"""Every figure the service tells Prometheus, in one place; labels are small closed sets, never ids."""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)

TURN_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
WAIT_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 15.0, 60.0, 300.0, 3600.0)


class Metrics:
    """One per process, or per test: the registry is its own, not the library's global one."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._collect_process()
        self._count_inbox()
        self._count_outbox()
        self._count_doors()
        self.reviews_overdue = self._counter("reviews_overdue", "Reviews of identity not done when promised")
        self.queue_depth = self._gauge(
            "queue_depth", "Rows waiting, by queue (inbox, outbox, parked)", "queue"
        )
        self.queue_age = self._gauge(
            "queue_age_seconds", "Age of the oldest row that is due, by queue", "queue"
        )

    def _collect_process(self) -> None:
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self.registry)

    def _count_inbox(self) -> None:
        self.inbox_accepted = self._counter("inbox_accepted", "Updates stored before being acknowledged")
        self.inbox_handled = self._counter("inbox_handled", "Updates finished, by outcome", "outcome")
        self.parked = self._counter("inbox_parked", "Updates set aside after repeated failures")
        self.fenced = self._counter("inbox_fenced", "Turns that lost their claim and did not commit")
        self.retried = self._counter("inbox_retried", "Turns put off to be tried again")
        self.taken_over = self._counter("inbox_taken_over", "Turns taken up from a process that died")
        self.turn_seconds = Histogram(
            "okno_turn_seconds",
            "From claim to settled, one update",
            buckets=TURN_BUCKETS,
            registry=self.registry,
        )

    def _count_outbox(self) -> None:
        self.outbox_sent = self._counter("outbox_sent", "Messages delivered, by topic", "topic")
        self.outbox_ambiguous = self._counter(
            "outbox_ambiguous", "Deliveries that may or may not have happened"
        )
        self.outbox_retried = self._counter("outbox_retried", "Deliveries put off to be tried again")
        self.sender_taken_over = self._counter("sender_taken_over", "Times the sender's lease ran out unheld")
        self.sender = self._gauge("sender", "1 while this process is the active sender")
        self.channel_closed = self._counter("channel_closed", "Chats that were found closed to the bot")
        self.outbox_undeliverable = self._counter("outbox_undeliverable", "Messages given up")
        self.outbox_limited = self._counter("outbox_limited", "Answers 429 of Telegram")
        self.event_to_citizen = Histogram(
            "okno_event_to_citizen_seconds",
            "From an event's commit to its delivery",
            buckets=WAIT_BUCKETS,
            registry=self.registry,
        )

    def _count_doors(self) -> None:
        self.webhook_refused = self._counter("webhook_refused", "Updates refused at the door", "reason")
        self.webhook_changed = self._counter("webhook_changed", "Times the webhook pointed elsewhere")
        self.token_refused = self._counter("token_refused", "Times Telegram did not know the bot's token")

    def _gauge(self, name: str, meaning: str, *labels: str) -> Gauge:
        return Gauge(f"okno_{name}", meaning, labels, registry=self.registry)

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"okno_{name}", meaning, labels, registry=self.registry)

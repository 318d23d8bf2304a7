"""`/metrics` as Prometheus reads it."""

import aiohttp

from core.metrics import Metrics
from web.metrics import serve_metrics


async def test_figures_are_served_fresh_on_a_port_of_their_own() -> None:
    metrics = Metrics()

    async def refresh() -> None:
        metrics.queue_depth.labels("outbox").set(5)

    runner = await serve_metrics(metrics.registry, "127.0.0.1", 0, refresh)
    try:
        port = runner.addresses[0][1]
        async with (
            aiohttp.ClientSession() as client,
            client.get(f"http://127.0.0.1:{port}/metrics") as answer,
        ):
            body = await answer.text()
            assert answer.headers["Content-Type"].startswith("text/plain")
    finally:
        await runner.cleanup()
    assert 'okno_queue_depth{queue="outbox"} 5.0' in body
    assert "process_cpu_seconds_total" in body

"""A bare bot whose dialogs live in memory: the fastest there is, and a restart forgets everybody."""

from aiogram import Dispatcher
from aiogram.fsm.storage.memory import MemoryStorage, SimpleEventIsolation

from bench.peers._window import serve

if __name__ == "__main__":
    isolation = SimpleEventIsolation()
    serve(Dispatcher(storage=MemoryStorage(), events_isolation=isolation), isolation)

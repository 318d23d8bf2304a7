"""Finding a service in one's own words. Pure: the catalogue in, service ids out."""

from core.catalogue.search.engine import Search
from core.catalogue.search.explain import Hit
from core.catalogue.search.lines import batch, open_search

__all__ = ["Hit", "Search", "batch", "open_search"]

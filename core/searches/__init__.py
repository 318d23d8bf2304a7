"""Searches that did not help, kept without their people, so that an editor can mend the catalogue."""

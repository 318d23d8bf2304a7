"""What a competent person would write without Okno: the libraries' own examples, nothing lost on purpose.

Each is a small program with the same window, the same message or the same update as Okno's side of the row.
"""

"""The person's side of the sandbox: `/sim/`, JSON in and JSON out."""

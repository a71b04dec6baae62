"""One module per tab of the page; each builds its part and wires its own events."""

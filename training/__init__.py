"""How the shipped weights are made. Not part of the installed package."""

"""Training and measuring the stance model. Needs torch and the data sets; see `docs/stance.md`."""

"""Setting up a checkout: the two commands of the README, with the standard library alone."""

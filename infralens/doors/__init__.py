"""Floor 5: the site engine's plugin and the command line. Only here are engines and exits known."""

"""How fast NutriTrack is, beside the bare driver: `make bench`. Linux only."""

"""Food tables of others, one file each. Every one gives rows: a food, or why there is none."""

"""German: names of foods, and sentences put into the words that the parser reads."""

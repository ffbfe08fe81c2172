"""From a sentence to foods and grams, without a network and without a language model."""

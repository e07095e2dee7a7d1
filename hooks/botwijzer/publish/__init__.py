"""The outputs: one per file, each made from records or from the built site."""

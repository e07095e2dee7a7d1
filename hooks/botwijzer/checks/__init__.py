"""The rules: one per file, each a pure function that takes records and returns problems."""

"""Ground floor: records and the readers that fill them. Reads files, decides nothing about content."""

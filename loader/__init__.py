"""From documents to claims: reading, linking, relating, curating."""

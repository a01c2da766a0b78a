"""The data dictionary of the site: every published table and column, and what refers to what."""

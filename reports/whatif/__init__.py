"""The page on which a reader tries another rule."""

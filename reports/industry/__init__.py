"""The brief of an industry and its page."""

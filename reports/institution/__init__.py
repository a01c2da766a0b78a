"""The check-up of a school 专业体检单."""

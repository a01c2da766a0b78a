"""What changed between two releases, and why: each changed verdict with one cause and its evidence."""

from transforms.changes.compare import Changes, Side, changes_between, record_changes

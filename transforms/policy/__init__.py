"""Policy files: read, refused where they contradict themselves, and laid out as dated tables."""

"""Questions that cross a wall, and what comes back."""

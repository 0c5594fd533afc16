"""The wordings of letters, in versions that someone else approves."""

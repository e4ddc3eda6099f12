"""The pages of those who advise."""

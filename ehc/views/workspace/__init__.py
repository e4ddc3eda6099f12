"""The pages of the SEND Area Team."""

"""What may be published over what, and how drafts are kept."""

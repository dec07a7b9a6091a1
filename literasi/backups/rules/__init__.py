"""What a backup is, which ones are kept, and who stays erased."""

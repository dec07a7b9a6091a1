"""What a backup is on disk: the archive, its encryption, database files, and who may touch an instance now."""

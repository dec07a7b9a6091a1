"""literasi: tempat belajar mencari dan menilai informasi. CONTRIBUTING.md holds the plan of the house."""

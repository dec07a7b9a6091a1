"""A person with a real browser on a real server with the real courses. Run with `pytest --all tests/journeys`."""

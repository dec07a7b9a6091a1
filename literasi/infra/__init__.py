"""Glue between literasi and what it stands on: Flask, SQL, jobs, news, languages, headers. No decisions of the domain here."""

"""The course format as pure rules: sources in, courses, lessons, questions and all their problems out."""

"""The living example: a scenario and the example library, played into a repository with two years of history."""

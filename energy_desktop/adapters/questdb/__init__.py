"""Readings and statistics in QuestDB: written by ILP over HTTP, read over the PostgreSQL wire."""

"""The embedded profile: metrics in DuckDB, state in SQLite."""

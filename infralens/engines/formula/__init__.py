"""The formula language: read, checked, evaluated, and written as script and mathematics."""

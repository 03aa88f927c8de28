"""Strategies written as data: TOML files of rules and of fields, read without running code."""

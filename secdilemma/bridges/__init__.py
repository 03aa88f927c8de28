"""Bridges to other packages, which nothing else in the project imports."""

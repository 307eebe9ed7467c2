"""Registers: tables of names and rows that are their own evidence."""

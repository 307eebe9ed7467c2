"""Loops over large sociograms, compiled by numba: the only files that import it, and imported only when one is needed.

Every kernel takes the arrays of a CSR matrix and gives the values of its slower twin (named in each docstring), which
tests hold it to. Work is cut into a fixed number of parts and their results are added in order, so that the number of
cores changes the time and never a digit.
"""

"""Strategies written as data: TOML files of rules and of fields, read without running code.

===============  ===================================================================================
``expressions``  arithmetic on parameters, as data strategies write it: ``1 - generosity``, ``min(1,
                 2 * p)``
``fields``       a data file being read: its words and parameters, and what is wrong with it
``rules``        a strategy as rules in tables: what each mind does, and which mind follows what it
                 saw
``strategies``   strategies as data: a TOML file of minds, responses and transitions, loaded without
                 running code
===============  ===================================================================================
"""

"""The pages of the book of the law, one for each stage of a case.

Standard library only, and nothing of the product: see :mod:`tests.machine.reference`.
"""

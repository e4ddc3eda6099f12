"""The law as data: statuses, steps, duties, notices and the reg 6(1) checklist.

Standard library only. Nothing here reads a database, a setting or a clock: facts and the
day are handed in, and message keys with typed parameters come out.
"""

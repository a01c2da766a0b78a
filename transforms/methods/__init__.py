"""What SQL cannot express well, as pure functions: Arrow tables in, one Arrow table out.

One module for each name that `computed_by` in a model's notes may give; transforms/warehouse/making.py calls them.
"""

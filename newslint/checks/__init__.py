"""The kinds of check, a module each. Lying in this folder is all it takes; see `newslint/check.py` for the contract."""

"""Tests of the package; `python3 -m unittest discover` in Sources/Python runs them, with $RGIT naming the program."""

"""Reads git repositories with GitPython's names and git's exact numbers."""

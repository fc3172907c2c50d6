"""Tests of what earlier versions of a file say."""

"""What people have said is right: words, a spelling, repairs that they refused, and what a baseline accepts."""
